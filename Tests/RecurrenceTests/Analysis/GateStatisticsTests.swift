import Testing

@testable import Recurrence

struct GateStatisticsTests {
  @Test func meansAndSharesAreThoseOfTheValues() {
    let trace = handMade(cell: Cells.named("lstm")!, hidden: 2, dh: [1, 1, 1])
    for (k, value) in [0.04, 0.06, 0.5, 0.94, 0.96, 0.97].enumerated() { trace.layers[0].gate(2).pointer[k] = value }
    let gate = GateStatistics(trace, layer: 0, gate: 2)
    for (found, wanted) in zip(gate.means + [gate.mean], [0.05, 0.72, 0.965, 3.47 / 6]) {
      #expect(abs(found - wanted) < 1e-15)
    }
    #expect(gate.closed == 1 / 6.0 && gate.open == 2 / 6.0)
    #expect(abs(gate.saturated - 0.5) < 1e-15)
  }
}
