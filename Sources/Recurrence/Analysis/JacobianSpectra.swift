/// How each timestep of a layer stretches and shrinks its state, for one sample: the spectra of J_t = ∂s_t/∂s_(t−1),
/// t = 1 … T at index 0 … T−1.
///
/// T singular value and eigenvalue problems of size n = states · H: of order T·n³.
public struct JacobianSpectra: Sendable {
  /// All n singular values of J_t, falling: the gradient passes t → t−1 with a factor between the last and the first.
  public let singularValues: [[Double]]
  /// The largest magnitude of J_t's eigenvalues.
  public let spectralRadii: [Double]

  /// ‖J_t‖, the spectral norm: the largest singular value.
  public var norms: [Double] { singularValues.map { $0.first ?? 0 } }

  /// The spectra of a layer for one sample; nil where `stop` ended the work early. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, sample: Int = 0, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) {
    let jacobian = Jacobian(trace, layer: layer, sample: sample)
    let matrix = Tensor(shape: [jacobian.size, jacobian.size])
    var values: [[Double]] = []
    var radii: [Double] = []
    for t in 1...trace.shape.length {
      if stop.isSet { return nil }
      jacobian.fill(matrix, at: t)
      values.append(Recurrence.singularValues(matrix))
      radii.append(spectralRadius(matrix))
      progress(Double(t) / Double(trace.shape.length))
    }
    singularValues = values
    spectralRadii = radii
  }
}
