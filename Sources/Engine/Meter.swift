/// How many training steps a second are made, told about once a second. It has no clock: times are told to it.
struct Meter {
  private var since: Double
  private var steps = 0

  /// One that begins at that time, in seconds.
  init(at seconds: Double) { since = seconds }

  /// Counts a step that has ended; yields the steps a second since it was last told, where that was a second ago.
  mutating func count(at seconds: Double) -> Double? {
    steps += 1
    guard seconds - since >= 1 else { return nil }
    defer { (since, steps) = (seconds, 0) }
    return Double(steps) / (seconds - since)
  }
}
