/// How many training steps a second are made, and how long they take each network, told about once a second. It has no
/// clock: times are told to it.
struct Meter {
  private var since: Double
  private var steps = 0
  private var seconds: [Double] = []

  /// What was measured of late.
  struct Measure: Equatable {
    /// Training steps a second.
    let rate: Double
    /// Seconds of a step, of each network.
    let costs: [Double]
  }

  /// One that begins at that time, in seconds.
  init(at seconds: Double) { since = seconds }

  /// Counts the seconds that a step took a network.
  mutating func count(_ seconds: Double, of network: Int) {
    while self.seconds.count <= network { self.seconds.append(0) }
    self.seconds[network] += seconds
  }

  /// Counts a step that has ended; yields what was measured since it was last told, where that was a second ago.
  mutating func count(at now: Double) -> Measure? {
    steps += 1
    guard now - since >= 1 else { return nil }
    defer { (since, steps, seconds) = (now, 0, []) }
    return Measure(rate: Double(steps) / (now - since), costs: seconds.map { $0 / Double(steps) })
  }
}
