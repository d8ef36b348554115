import Engine
import Recurrence

/// The step on show under other settings, reduced as a reading is.
public struct TriedStep: Analysis {
  /// The change.
  public let change: WhatIf

  /// What the change makes of one layer.
  public struct Value: Sendable {
    /// ∂L/∂h_t, timesteps × units.
    public let dh: Grid
    /// Its norms.
    public let profile: GradientProfile
    /// What becomes of the gradient.
    public let verdict: Verdict
    /// L.
    public let loss: Double
  }

  /// A request for a change.
  public init(_ change: WhatIf) { self.change = change }

  /// Costs a training step.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Value {
    let layer = subject.layer
    guard let changed = change.recompute(subject.trace, stop: stop) else { throw .stopped }
    let profile = GradientProfile(changed, layer: layer)
    return Value(
      dh: Grid(changed.layers[layer].dh, keepsSource: false), profile: profile,
      verdict: Verdict(changed, layer: layer, profile: profile), loss: changed.loss)
  }
}
