/// How a layer's ∂L/∂W grows as the backward sweep goes from T to 1: the norm of what t … T have added,
///
///     Σ_(s≥t) Σ_b ∂L/∂ah_s,b ⊗ h_(s−1),b
///
/// and likewise with ∂L/∂ax and x_s. At t = 1 it is ∂L/∂W before clipping. T·(B + 1)·G·H·(I + H) operations, and the memory of ∂L/∂W.
public struct WeightGrowth: Sendable {
  /// ‖Σ_(s≥t)‖ for Wx, t = 1 … T at index 0 … T−1.
  public let inputs: [Double]
  /// The same for Wh.
  public let recurrent: [Double]

  /// The growth in one layer of a trace; nil where `stop` ended the work early. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) {
    let own = trace.layers[layer]
    let below = layer == 0 ? trace.x : trace.layers[layer - 1].h
    // h_0 … h_(T−1)
    let before = own.states.view(shape: own.h.shape, offset: 0)
    guard let inputs = WeightGrowth.norms(own.dax, below, stop, { progress($0 / 2) }),
      let recurrent = WeightGrowth.norms(own.dah, before, stop, { progress((1 + $0) / 2) })
    else { return nil }
    (self.inputs, self.recurrent) = (inputs, recurrent)
  }

  /// ‖Σ_(s≥t) Σ_b a_s,b ⊗ v_s,b‖ of a (T, B, rows) and v (T, B, columns).
  private static func norms(
    _ a: Tensor, _ v: Tensor, _ stop: StopSignal, _ progress: (Double) -> Void
  ) -> [Double]? {
    let (length, batch, rows, columns) = (a.shape[0], a.shape[1], a.shape[2], v.shape[2])
    let sum = Tensor(shape: [rows, columns])
    var norms = [Double](repeating: 0, count: length)
    for t in (0..<length).reversed() {
      if stop.isSet { return nil }
      for sample in 0..<batch {
        let a = a.pointer + (t * batch + sample) * rows
        let v = v.pointer + (t * batch + sample) * columns
        for row in 0..<rows {
          let (factor, into) = (a[row], sum.pointer + row * columns)
          for column in 0..<columns { into[column] += factor * v[column] }
        }
      }
      norms[t] = sum.norm
      progress(Double(length - t) / Double(length))
    }
    return norms
  }
}

/// How ∂L/∂W grows, as an analysis.
public struct Growth: Analysis {
  /// A request.
  public init() {}

  /// The growth in a layer.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> WeightGrowth {
    let (trace, layer) = (subject.trace, subject.layer)
    guard let growth = WeightGrowth(trace, layer: layer, stop: stop, progress: progress) else { throw .stopped }
    return growth
  }
}
