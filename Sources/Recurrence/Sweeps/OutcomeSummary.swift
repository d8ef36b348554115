/// What came of several networks that differ in their seed alone.
public struct OutcomeSummary: Sendable, Codable {
  /// A median between the quartiles. NaN where what lies there is NaN: a network that diverged counts as worst.
  public struct Quartiles: Sendable, Codable {
    /// A quarter lies below.
    public let lower: Double
    /// Half lies below.
    public let median: Double
    /// Three quarters lie below.
    public let upper: Double

    /// Those of some values, interpolated linearly; all NaN where there are none.
    public init(_ values: [Double]) {
      let sorted = values.map { $0.isNaN ? .infinity : $0 }.sorted()
      func quantile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let place = share * Double(sorted.count - 1)
        let (below, part) = (sorted[Int(place)], place - place.rounded(.down))
        let value = part == 0 ? below : below + part * (sorted[Int(place) + 1] - below)
        return value.isFinite ? value : .nan
      }
      (lower, median, upper) = (quantile(0.25), quantile(0.5), quantile(0.75))
    }
  }

  /// How many there are.
  public let count: Int
  /// Their loss in the end.
  public let loss: Quartiles
  /// How many of them got below the loss that was asked for.
  public let below: Int
  /// The median factor per timestep, of those for which it is known.
  public let contraction: Double
  /// The median time of a step.
  public let microseconds: Double
  /// The mean share of clipped steps.
  public let clippedShare: Double
  /// How many values each trains; nil where there are none.
  public let parameters: Int?
  /// How many met NaN or Inf, and the first step, from 0, in which one of them did.
  public let diverged: Int
  /// See `diverged`.
  public let firstNonFinite: Int?

  /// The summary of some; `limit` is the loss to get below.
  public init(_ outcomes: [TrainingOutcome], below limit: Double) {
    count = outcomes.count
    loss = Quartiles(outcomes.map(\.loss))
    below = outcomes.count { $0.loss < limit }
    contraction = Quartiles(outcomes.map(\.contraction).filter { !$0.isNaN }).median
    microseconds = Quartiles(outcomes.map(\.microseconds)).median
    clippedShare = outcomes.reduce(0) { $0 + $1.clippedShare } / Double(outcomes.count)
    parameters = outcomes.first?.parameters
    diverged = outcomes.count { $0.firstNonFinite != nil }
    firstNonFinite = outcomes.compactMap(\.firstNonFinite).min()
  }

  private enum CodingKeys: String, CodingKey {
    case count, loss, below, contraction, microseconds, parameters, diverged
    case clippedShare = "clipped_share"
    case firstNonFinite = "first_non_finite"
  }
}
