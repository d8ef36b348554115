import Foundation
import Testing

@testable import Recurrence

struct OutcomeSummaryTests {
  /// numpy.quantile([3, 1, 2, 10], [.25, .5, .75])
  @Test func quartilesAreInterpolated() {
    let some = OutcomeSummary.Quartiles([3, 1, 2, 10])
    #expect([some.lower, some.median, some.upper] == [1.75, 2.5, 4.75])
    let one = OutcomeSummary.Quartiles([7])
    #expect([one.lower, one.median, one.upper] == [7, 7, 7])
    #expect(OutcomeSummary.Quartiles([]).median.isNaN)
  }

  /// A network that diverged is worse than any number, and does not hide those that did not.
  @Test func whatDivergedIsTheWorst() {
    let some = OutcomeSummary.Quartiles([.nan, 1, 2, .infinity, 3])
    #expect([some.lower, some.median] == [2, 3] && some.upper.isNaN)
  }

  @Test func theFiguresOfSeveral() throws {
    let outcomes: [TrainingOutcome] = try ["0.05, 0.9, 10, 0.5, \"\"", "0.3, NaN, 30, 1, 7", "NaN, 0.5, 20, 0, 4"].map {
      let parts = $0.split(separator: ", ").map { $0 == "NaN" ? "\"NaN\"" : String($0) }
      let first = parts[4] == "\"\"" ? "null" : parts[4]
      let text = """
        {"loss": \(parts[0]), "contraction": \(parts[1]), "microseconds": \(parts[2]), "clipped_share": \(parts[3]),
        "parameters": 12, "first_non_finite": \(first)}
        """
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      return try decoder.decode(TrainingOutcome.self, from: Data(text.utf8))
    }
    let summary = OutcomeSummary(outcomes, below: 0.1)
    #expect(summary.count == 3 && summary.below == 1 && summary.loss.median == 0.3)
    #expect(summary.contraction == 0.7 && summary.microseconds == 20 && summary.clippedShare == 0.5)
    #expect(summary.parameters == 12 && summary.diverged == 2 && summary.firstNonFinite == 4)
    #expect(OutcomeSummary([], below: 1).parameters == nil)
  }
}
