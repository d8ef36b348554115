/// Where and how gradients are cut to a threshold θ. The meanings are kept apart, because each does something else.
public struct Clipping: Sendable, Hashable {
  /// Where the cut is made, and by which measure.
  public enum Mode: String, CaseIterable, Sendable {
    /// No clipping.
    case off
    /// At the update, each component of ∂L/∂W into [−θ, θ].
    case value
    /// At the update, all of ∂L/∂W scaled by θ/‖g‖ where ‖g‖ > θ (Pascanu, Mikolov and Bengio 2013, algorithm 1).
    case norm
    /// Inside BPTT, each component of ∂L/∂h_t into [−θ, θ] before it flows on to t−1.
    case bpttValue = "bptt-value"
    /// Inside BPTT, ∂L/∂h_t of the whole batch scaled by θ/‖∂L/∂h_t‖ where that is above θ, before it flows on.
    case bpttNorm = "bptt-norm"

    /// Whether it changes ∂L/∂h_t on its way back, and not just the update.
    public var isInsideBPTT: Bool { self == .bpttValue || self == .bpttNorm }
  }

  /// Where and how.
  public var mode: Mode
  /// θ, above 0.
  public var threshold: Double

  /// Clipping of a mode at θ.
  public init(_ mode: Mode, threshold: Double = 1) {
    self.mode = mode
    self.threshold = threshold
  }

  /// No clipping.
  public static let off = Clipping(.off)
}
