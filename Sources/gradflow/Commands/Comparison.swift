import Recurrence

/// What came of the variants, to be printed and written.
struct Comparison: Encodable {
  /// One variant.
  struct Row: Encodable {
    let variant: String
    let summary: OutcomeSummary
    let runs: [Run]
  }

  /// One network of it.
  struct Run: Encodable {
    let seed: UInt64
    let outcome: TrainingOutcome
  }

  let steps: Int
  let below: Double
  /// Whether it was stopped before all seeds were done.
  let isStopped: Bool
  let variants: [Row]
  private let seedCount: Int

  /// The outcomes are those of every seed of the first variant, then of the next.
  init(
    _ variants: [Variant], outcomes: [TrainingOutcome?], seeds: ClosedRange<UInt64>, steps: Int, below: Double,
    isStopped: Bool
  ) {
    (self.steps, self.below, self.isStopped, seedCount) = (steps, below, isStopped, seeds.count)
    self.variants = variants.enumerated().map { k, variant in
      let runs = zip(seeds, outcomes[(k * seeds.count)...]).compactMap { seed, outcome in
        outcome.map { Run(seed: seed, outcome: $0) }
      }
      return Row(variant: variant.name, summary: OutcomeSummary(runs.map(\.outcome), below: below), runs: runs)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case steps, below, variants
    case isStopped = "stopped"
  }

  /// The table for people. Training steps count from 1, as everywhere on a screen.
  var table: String {
    let header = [
      "variant", "seeds", "median loss", "quartiles", "below \(below.short())", "factor", "µs/step", "clipped",
      "parameters", "first NaN",
    ]
    let rows = variants.map(cells)
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max()! }
    return ([header] + rows).map { row in
      row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + space : space + text
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func cells(_ row: Row) -> [String] {
    let summary = row.summary
    func known(_ value: Double, _ text: (Double) -> String) -> String { value.isNaN ? "-" : text(value) }
    return [
      row.variant.isEmpty ? "(no other settings)" : row.variant.printable(60),
      summary.count < seedCount ? "\(summary.count)/\(seedCount)" : "\(summary.count)",
      summary.loss.median.short(), "\(summary.loss.lower.short()) … \(summary.loss.upper.short())",
      "\(summary.below)/\(summary.count)", known(summary.contraction) { "×\($0.short())" },
      known(summary.microseconds) { $0.fixed($0 < 100 ? 1 : 0) },
      known(summary.clippedShare) { "\((100 * $0).short()) %" }, summary.parameters.map { "\($0)" } ?? "-",
      summary.firstNonFinite.map { "step \($0 + 1) (\(summary.diverged)/\(summary.count))" } ?? "-",
    ]
  }

  /// The table for programs: a line of names and a line for each variant, as RFC 4180 has them.
  var csv: String {
    let names =
      "variant,seeds,loss_median,loss_lower,loss_upper,below,contraction,microseconds,clipped_share,parameters,"
      + "diverged,first_non_finite"
    let lines = variants.map { row in
      let summary = row.summary
      let numbers: [String] = [
        "\(summary.count)", number(summary.loss.median), number(summary.loss.lower), number(summary.loss.upper),
        "\(summary.below)", number(summary.contraction),
        number(summary.microseconds), number(summary.clippedShare), summary.parameters.map { "\($0)" } ?? "",
        "\(summary.diverged)", summary.firstNonFinite.map { "\($0)" } ?? "",
      ]
      let quotes = row.variant.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      return (["\"\(quotes)\""] + numbers).joined(separator: ",")
    }
    return ([names] + lines).map { $0 + "\r\n" }.joined()
  }

  private func number(_ value: Double) -> String { value.isNaN ? "NaN" : "\(value)" }
}
