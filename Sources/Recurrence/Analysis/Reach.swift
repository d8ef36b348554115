/// How far the gradient could reach back from T, beside how far it does: the layer's Jacobians ∂s_t/∂s_(t−1) of one
/// sample.
public struct Reach: Analysis {
  /// The most operations that a glance is worth: some seconds.
  static let mostOperations = 4e9

  /// A glance has the three largest exponents; all of it, every one.
  public let extent: Extent
  /// The sample of the batch, from 0.
  public let sample: Int

  /// What the Jacobians come to.
  public struct Value: Sendable {
    /// ‖∂s_T/∂s_t‖, its bound and the measured gradient, in decades.
    public let product: JacobianProduct
    /// Singular values and spectral radius at each t.
    public let spectra: JacobianSpectra
    /// The largest Lyapunov exponents, in nats per timestep.
    public let exponents: [Double]
  }

  /// A request.
  public init(_ extent: Extent = .glance, sample: Int = 0) {
    (self.extent, self.sample) = (extent, sample)
  }

  /// Of order T·(states·H)³.
  public func run(
    _ trace: Trace, layer: Int, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Value {
    if extent == .glance, let refusal = Reach.refusal(trace) { throw .refused(refusal) }
    let sample = sample
    guard
      let spectra = JacobianSpectra(trace, layer: layer, sample: sample, stop: stop, progress: { progress($0 / 3) }),
      let product = JacobianProduct(
        trace, layer: layer, sample: sample, stop: stop, progress: { progress((1 + $0) / 3) }),
      let exponents = LyapunovExponents(
        trace, layer: layer, sample: sample, count: extent == .glance ? 3 : nil, stop: stop,
        progress: { progress((2 + $0) / 3) })
    else { throw .stopped }
    return Value(product: product, spectra: spectra, exponents: exponents.values)
  }

  private static func refusal(_ trace: Trace) -> Refusal? {
    let n = Double(trace.shape.cell.states.count * trace.shape.hidden)
    let operations = Double(trace.shape.length) * n * n * n
    if operations > mostOperations { return .jacobiansTooLarge(operations: operations, limit: mostOperations) }
    return trace.isFinite ? nil : .jacobiansNotFinite
  }

  /// σ (T, n) and ρ (T) of each J_t, the product and its bound (T), and the exponents (n).
  public func tensors(_ value: Value, layer: Int) -> [NamedTensor] {
    let sigma = value.spectra.singularValues
    return [
      ("jacobian_sigma_l\(layer)", Tensor(shape: [sigma.count, sigma[0].count], values: sigma.flatMap { $0 })),
      ("jacobian_radius_l\(layer)", Tensor(value.spectra.spectralRadii)),
      ("jacobian_log10_product_l\(layer)", Tensor(value.product.norms)),
      ("jacobian_log10_bound_l\(layer)", Tensor(value.product.bounds)),
      ("lyapunov_l\(layer)", Tensor(value.exponents)),
    ]
  }
}
