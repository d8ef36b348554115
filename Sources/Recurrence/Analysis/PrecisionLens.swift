/// What would become of a tensor's values, such as gradients, in a smaller format: why mixed precision needs loss
/// scaling (Micikevicius et al. 2018).
public struct PrecisionLens: Sendable {
  /// The format.
  public let format: FloatFormat
  /// The tensor's.
  public let shape: [Int]
  /// Element by element, row-major, as the tensor: to mark on a heatmap.
  public let fates: [FloatFormat.Fate]
  /// How many elements meet each fate; fates that none meets are missing.
  public let counts: [FloatFormat.Fate: Int]

  /// The fates of a tensor's values, each multiplied by `scale` first, as if the loss had been.
  public init(_ tensor: Tensor, _ format: FloatFormat, scale: Double = 1) {
    self.format = format
    shape = tensor.shape
    fates = tensor.withValues { values in values.map { format.fate(of: $0 * scale) } }
    counts = fates.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

/// What smaller formats would make of ∂L/∂h_t, as an analysis.
public struct Precision: Analysis {
  /// A request.
  public init() {}

  /// A lens of each format in `FloatFormat.all`.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> [PrecisionLens] {
    if stop.isSet { throw .stopped }
    let dh = subject.trace.layers[subject.layer].dh
    return FloatFormat.all.map { PrecisionLens(dh, $0) }
  }

  /// Element by element: 0 kept, 1 subnormal, 2 made zero, 3 made ±Inf, 4 zero, NaN or Inf already.
  public func tensors(_ value: [PrecisionLens], layer: Int) -> [NamedTensor] {
    value.map { lens in
      let codes = lens.fates.map { fate -> Double in
        switch fate {
        case .normal: 0
        case .subnormal: 1
        case .flushed: 2
        case .overflowed: 3
        case .zero, .notFinite: 4
        }
      }
      return ("fate_\(lens.format.name)_l\(layer)", Tensor(shape: lens.shape, values: codes))
    }
  }
}
