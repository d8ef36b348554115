/// What clipping did in one training step.
public struct ClipReport: Sendable, Equatable {
  /// ‖∂L/∂W‖ over all parameters, as BPTT left it and as the optimiser got it.
  public var normBefore = 0.0
  /// The norm after clipping at the update.
  public var normAfter = 0.0
  /// The share of components that were changed: of ∂L/∂W at the update, or of all ∂L/∂h_t inside BPTT.
  public var componentShare = 0.0
  /// The share of timesteps whose ∂L/∂h_t was cut inside BPTT.
  public var timestepShare = 0.0
  /// Whether anything was cut in this step.
  public var isClipped = false
}

extension ClipReport {
  /// What was cut inside BPTT, of all that could be.
  init(_ cuts: BackwardClipReport, _ shape: Shape) {
    let timesteps = shape.layers * shape.length
    timestepShare = Double(cuts.timesteps) / Double(timesteps)
    componentShare = Double(cuts.components) / Double(timesteps * shape.batch * shape.hidden)
    isClipped = cuts.timesteps > 0
  }
}
