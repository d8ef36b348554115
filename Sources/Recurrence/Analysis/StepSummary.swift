/// What a training step came to, in the figures that one compares runs by. As JSON, one object with names in the style
/// of the trace file's; one that is NaN or ±Inf needs the encoder's `nonConformingFloatEncodingStrategy`.
public struct StepSummary: Sendable, Codable {
  /// The cell: `lstm`.
  public let cell: String
  /// The training step, from 0.
  public let step: Int
  /// L.
  public let loss: Double
  /// ‖∂L/∂h_1‖ of the top layer.
  public let dhFirst: Double
  /// ‖∂L/∂h_T‖ of the top layer.
  public let dhLast: Double
  /// ‖∂L/∂W‖ as BPTT left it.
  public let normBefore: Double
  /// ‖∂L/∂W‖ as the optimiser got it.
  public let normAfter: Double
  /// The factor per timestep on the way back through the top layer.
  public let contraction: Double
  /// What becomes of the gradient there.
  public let verdict: Verdict.Kind

  /// The summary of a trace; `verdict` on its top layer, where it is at hand.
  public init(_ trace: Trace, verdict: Verdict? = nil) {
    let verdict = verdict ?? Verdict(trace, layer: trace.shape.layers - 1)
    cell = trace.shape.cell.name
    step = trace.step
    loss = trace.loss
    (dhFirst, dhLast) = (verdict.ends.first, verdict.ends.last)
    normBefore = trace.clipReport.normBefore
    normAfter = trace.clipReport.normAfter
    contraction = verdict.contraction
    self.verdict = verdict.kind
  }

  private enum CodingKeys: String, CodingKey {
    case cell, step, loss, contraction, verdict
    case dhFirst = "dh_first"
    case dhLast = "dh_last"
    case normBefore = "norm_before"
    case normAfter = "norm_after"
  }
}
