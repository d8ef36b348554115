#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far the gradient can reach back from T, beside how far it does, for one layer and sample.
///
/// All in decades (log10), t = 1 … T at index 0 … T−1. The product is rescaled as it grows, so that 1e-400 is a number
/// as good as any; −∞ is exactly zero.
///
/// With s for the whole state and a loss at T alone, ∂L/∂s_t = P_tᵀ · ∂L/∂s_T, so that
///
///     ‖∂L/∂h_t‖ / ‖∂L/∂h_T‖  ≤  ‖P_t‖  ≤  Π σ_max
///
/// (at T, h alone has a gradient of its own). The middle tells what the network could pass back, the left what it did.
/// T products and singular value problems of size n = states · H.
public struct JacobianProduct: Sendable {
  /// log10 ‖P_t‖ of P_t = ∂s_T/∂s_t = J_T · … · J_(t+1); 0 at T.
  public let norms: [Double]
  /// log10 Π_(k>t) σ_max(J_k): what the norms could at most multiply to (Pascanu, Mikolov and Bengio 2013).
  public let bounds: [Double]
  /// log10 ‖∂L/∂h_t‖ of the sample, as measured.
  public let measured: [Double]

  /// The product in a layer for one sample; nil where `stop` ended the work early. ‖J_t‖, t = 1 … T at index 0 … T−1,
  /// may be at hand. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, sample: Int = 0, norms known: [Double]? = nil, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) {
    let length = trace.shape.length
    let jacobian = Jacobian(trace, layer: layer, sample: sample)
    let n = jacobian.size
    let factor = Tensor(shape: [n, n])
    var (product, next) = (Tensor(shape: [n, n]), Tensor(shape: [n, n]))
    for k in 0..<n { product.pointer[k * n + k] = 1 }
    var exponent = 0  // P_t = product · 2^exponent
    var norms = [Double](repeating: 0, count: length)
    var bounds = norms
    for t in stride(from: length, to: 1, by: -1) {
      if stop.isSet { return nil }
      jacobian.fill(factor, at: t)
      multiply(product.pointer, lda: n, factor.pointer, into: next.pointer, m: n, n: n, k: n, beta: 0)
      swap(&product, &next)
      exponent += rescale(product)
      norms[t - 2] = log10(singularValues(product)[0]) + Double(exponent) * log10(2)
      bounds[t - 2] = bounds[t - 1] + log10(known?[t - 1] ?? singularValues(factor)[0])
      progress(Double(length - t + 1) / Double(length - 1))
    }
    self.norms = norms
    self.bounds = bounds
    measured = (0..<length).map { log10(trace.layers[layer].dh[$0][sample].norm) }
  }
}

/// Divides a matrix by the power of two, whose exponent is returned, that makes its largest magnitude 1 … 2. A matrix
/// of zeros, or one with NaN or Inf, stays as it is.
private func rescale(_ matrix: Tensor) -> Int {
  var largest = 0.0
  for k in 0..<matrix.count {
    let size = abs(matrix.pointer[k])
    if !size.isFinite { return 0 }
    largest = max(largest, size)
  }
  guard largest > 0 else { return 0 }
  let exponent = Int(largest.exponent)
  for k in 0..<matrix.count { matrix.pointer[k] = scalbn(matrix.pointer[k], Int32(-exponent)) }
  return exponent
}
