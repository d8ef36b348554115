/// How open one gate is, over batch and units, at each timestep and over all of them.
public struct GateStatistics: Sendable, Equatable {
  /// The mean at each t.
  public let means: [Double]
  /// The mean over all timesteps.
  public let mean: Double
  /// The share of values below 0.05, and above 0.95: a logistic gate there passes almost no gradient to its weights.
  public let closed: Double
  /// See `closed`.
  public let open: Double

  /// The statistics of gate k of a layer.
  public init(_ trace: Trace, layer: Int, gate: Int) {
    let tensor = trace.layers[layer].gate(gate)
    let row = tensor.count / tensor.shape[0]
    (means, mean, closed, open) = tensor.withValues { values in
      var closed = 0
      var open = 0
      var total = 0.0
      let means = (0..<tensor.shape[0]).map { t in
        var sum = 0.0
        for k in (t * row)..<((t + 1) * row) {
          sum += values[k]
          closed += values[k] < 0.05 ? 1 : 0
          open += values[k] > 0.95 ? 1 : 0
        }
        total += sum
        return sum / Double(row)
      }
      let count = Double(values.count)
      return (means, total / count, Double(closed) / count, Double(open) / count)
    }
  }

  /// The share of values at either end.
  public var saturated: Double { closed + open }
}
