import Testing

@testable import Recurrence

struct ExplanationTests {
  /// A linear RNN whose gradient changes by ×gain per timestep, with a loss at T alone.
  private func linear(_ gain: Double, length: Int = 41, _ change: (Trace) -> Void = { _ in }) throws -> Trace {
    rerun(
      try autonomousRNN(
        hidden: 4, length: length, activation: .identity, initializer: .orthogonal, gain: gain), change)
  }

  private func settings(_ trace: Trace) -> [String] {
    Explanation(trace, layer: 0).suggestions.map { "\($0.setting) \($0.value)" }
  }

  private func explains(_ trace: Trace, _ statement: Explanation.Statement) -> Bool {
    Explanation(trace, layer: 0).statements.contains(statement)
  }

  private func lag(_ trace: Trace) -> Explanation.Statement? {
    Explanation(trace, layer: 0).statements.first { if case .lag = $0 { true } else { false } }
  }

  @Test func theRateAndTheLagsAreThoseOfTheGain() throws {
    // 2⁻¹⁰ is below 1e-3 and 2⁻²⁰ below 1e-6, and the powers before them are not.
    guard case .rate(let factor, let spread) = Explanation(try linear(0.5), layer: 0).statements[0] else {
      Issue.record("no rate")
      return
    }
    #expect(abs(factor - 0.5) < 1e-13 && spread < 1e-13)
    #expect(try lag(linear(0.5)) == .lag(thousandth: 10, millionth: 20))
    #expect(try lag(linear(0.5, length: 15)) == .lag(thousandth: 10, millionth: nil))
    #expect(try lag(linear(1)) == nil)
  }

  @Test func aSpreadOfHalfADecadeIsWide() {
    // Steps of 0 and 2s decades have a spread of s.
    #expect(explains(handMade(dh: [16, 16, 1]), .wideSpread))
    #expect(!explains(handMade(dh: [8, 8, 1]), .wideSpread))
  }

  @Test func aLossAtEveryTimestepIsSaid() throws {
    for lossAt in LossPosition.allCases {
      let trace = try smallTrace(Cells.named("gru")!, lossAt: lossAt)
      #expect(explains(trace, .lossAtEveryTimestep) == (lossAt == .every))
    }
  }

  @Test func gatesAreNamedWithTheirSharesAndCandidatesAreNot() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    trace.layers[0].gate(1).pointer.update(repeating: 0.02, count: 40)
    trace.layers[0].gate(1).pointer.update(repeating: 0.98, count: 10)
    let mean = GateStatistics(trace, layer: 0, gate: 1).mean
    #expect(abs(mean - 0.26) < 1e-15)
    #expect(explains(trace, .gate(name: "f", title: "forget gate (1 keeps c)", mean: mean, shut: 0.75, open: 0.25)))
    let names = Explanation(trace, layer: 0).statements.compactMap {
      if case .gate(let name, _, _, _, _) = $0 { name } else { nil }
    }
    #expect(names == ["i", "f", "o"])
  }

  /// The mean share over the later half, without T, into which nothing flows.
  @Test(arguments: Cells.all)
  func theLargestRouteFromTheNextTimestepIsNamed(cell: CellKind) throws {
    let trace = try smallTrace(cell) { $0.length = 9 }
    let found = Explanation(trace, layer: 0).statements.filter { if case .mostFrom = $0 { true } else { false } }
    let states = Routes(trace, layer: 0).states
    #expect(found.count == states.count)
    for (statement, into) in zip(found, states) {
      let flowing = into.routes.filter(\.kind.isFromNext)
      let means = flowing.map { $0.shares[4..<8].reduce(0, +) / 4 }
      let most = try #require(means.indices.max { means[$0] < means[$1] })
      #expect(statement == .mostFrom(flowing[most].kind, into: into.state, share: means[most]))
    }
  }

  @Test func clippingIsToldByWhereItCuts() throws {
    func last(_ mode: Clipping.Mode) throws -> (statement: Explanation.Statement?, report: ClipReport) {
      let trace = try smallTrace(Cells.named("gru")!) { $0.clipping = Clipping(mode, threshold: 1e-3) }
      return (Explanation(trace, layer: 0).statements.last, trace.clipReport)
    }
    let off = try last(.off)
    #expect(off.statement == .unclipped(norm: off.report.normBefore))
    let norm = try last(.norm)
    #expect(abs(norm.report.normAfter - 1e-3) < 1e-15)
    #expect(
      norm.statement == .clippedAtUpdate(.norm, before: norm.report.normBefore, after: norm.report.normAfter))
    #expect(try last(.bpttNorm).statement == .clippedInside(.bpttNorm, share: 1))
  }

  @Test func nothingIsSuggestedWhereNothingIsWrong() throws {
    #expect(try settings(linear(1)) == [])
  }
}
