/// What weights training goes on with.
public enum WeightsStart: Equatable, Sendable {
  /// Those that there are.
  case kept
  /// Drawn ones, from step 0.
  case drawn(seed: UInt64)
  /// Those of the file that was given, with what the settings do to them, from step 0.
  case given(name: String)
  /// Drawn ones where a file's were, from step 0.
  case drawnInPlace(of: String, seed: UInt64)
}
