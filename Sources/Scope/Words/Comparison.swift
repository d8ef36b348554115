import Recurrence

/// How several are looked at.
public enum Comparison: String, Codable, Sendable, CaseIterable {
  /// Each with a picture of its own.
  case beside
  /// Their curves in one plot.
  case overlaid
  /// The others' gradients over that of the one in hand.
  case difference
}

/// How far two networks can be compared.
public enum Comparability: Sendable {
  /// On the same data, from the same weights.
  case sameWeights
  /// On the same data, each from weights of its own.
  case ownWeights
  /// A picture of another training step, from 1: of other data, where a task draws them anew.
  case otherStep(Int)
  /// Something else is asked of them, by these settings.
  case none([Setting])
}
