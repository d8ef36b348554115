/// What an analysis is of: a layer of a trace, and what is known of it already.
public struct Subject: Sendable {
  /// The trace.
  public let trace: Trace
  /// The layer, from 0.
  public let layer: Int
  private let known: (profile: GradientProfile, verdict: Verdict)?

  /// A layer of a trace of which nothing is known.
  public init(_ trace: Trace, layer: Int) { (self.trace, self.layer, known) = (trace, layer, nil) }

  /// A layer of a trace whose norms and verdict are at hand.
  public init(_ trace: Trace, layer: Int, profile: GradientProfile, verdict: Verdict) {
    (self.trace, self.layer, known) = (trace, layer, (profile, verdict))
  }

  /// The layer's norms; worked out where they are not known.
  public var profile: GradientProfile { known?.profile ?? GradientProfile(trace, layer: layer) }
  /// What becomes of the gradient; worked out where it is not known.
  public var verdict: Verdict { known?.verdict ?? Verdict(trace, layer: layer) }
}
