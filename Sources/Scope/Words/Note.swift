import Recurrence

/// What stands in a view in place of a picture, or beside it: why there is none, what it means, what to do.
public enum Note: Sendable {
  /// There is no trace yet.
  case firstStep
  /// How to go back from NaN or Inf.
  case lastFinite
  /// An analysis is under way, so much of it done where it takes long.
  case underWay(Double?)
  /// The terminal is smaller than what is needed.
  case tooSmall(needed: (width: Int, height: Int), size: (width: Int, height: Int))
  /// All of a line lies above the scale, whose upper end is so many decades.
  case allAbove(decades: Double)
  /// All of it lies below the lower end.
  case allBelow(decades: Double)
  /// All of it is exactly 0.
  case allZero
  /// None of it is a number.
  case allBroken
  /// What a number format would make of ∂L/∂h_t.
  case lost(PrecisionLens)
  /// What truncated BPTT keeps of ∂L/∂W.
  case truncated(window: Int, Truncation.Part)
  /// The shares of training steps, and of this step's components, that were clipped.
  case clipped(steps: Double, components: Double, insideBPTT: Bool, Room)
  /// Where θ would clip how often, by the norms of a run.
  case norms(median: Double, highestTenth: Double)
  /// Two sequences are not of one length.
  case otherLength(Int, Int)
  /// A check is under way, so much of it done.
  case checking(Double)
  /// What a check counts as resolved.
  case resolved
}
