/// How far the gradient could reach back from T, beside how far it does: the layer's Jacobians ∂s_t/∂s_(t−1) of one
/// sample.
public struct Reach: Analysis {
  /// The rows of the largest Jacobian that a glance takes: a spectrum can't be stopped, and is to be over in seconds.
  static let mostRows = 1024

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
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Value {
    let (trace, layer, sample) = (subject.trace, subject.layer, sample)
    if extent == .glance, let refusal = Reach.refusal(trace) { throw .refused(refusal) }
    // The shares are those of the time that each takes where the Jacobians are large.
    guard
      let spectra = JacobianSpectra(
        trace, layer: layer, sample: sample, stop: stop, progress: { progress(0.7 * $0) }),
      let product = JacobianProduct(
        trace, layer: layer, sample: sample, norms: spectra.norms, stop: stop,
        progress: { progress(0.7 + 0.25 * $0) }),
      let exponents = LyapunovExponents(
        trace, layer: layer, sample: sample, count: extent == .glance ? 3 : nil, stop: stop,
        progress: { progress(0.95 + 0.05 * $0) })
    else { throw .stopped }
    return Value(product: product, spectra: spectra, exponents: exponents.values)
  }

  private static func refusal(_ trace: Trace) -> Refusal? {
    let rows = trace.shape.cell.states.count * trace.shape.hidden
    if rows > mostRows { return .jacobiansTooLarge(rows: rows, limit: mostRows) }
    return trace.isFinite ? nil : .notFinite
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
