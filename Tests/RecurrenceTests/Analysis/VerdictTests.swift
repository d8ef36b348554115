import Foundation
import Testing

@testable import Recurrence

struct VerdictTests {
  /// ρ^(T−1) beside a thousand and a thousandth: T = 11.
  @Test(arguments: [(-0.31, Verdict.Kind.vanishing), (-0.29, .stable), (0.29, .stable), (0.31, .exploding)])
  func aLinearNetworksVerdictIsThatOfItsGain(_ decades: Double, _ kind: Verdict.Kind) throws {
    let gain = pow(10, decades)
    let trace = try autonomousRNN(
      hidden: 4, length: 11, activation: .identity, initializer: .orthogonal, gain: gain)
    let verdict = Verdict(trace, layer: 0)
    #expect(verdict.kind == kind)
    #expect(abs(verdict.contraction - gain) < 1e-13 && verdict.spread < 1e-13)
    #expect(abs(verdict.ends.first / verdict.ends.last / pow(gain, 10) - 1) < 1e-12)
    #expect(verdict.divergence == nil && verdict.deadUntil == nil)
  }

  @Test func theRateIsTheGeometricMeanAndTheSpreadIsInDecades() {
    // ×10 and then ×1000.
    let verdict = Verdict(handMade(dh: [10_000, 10, 1]), layer: 0)
    #expect(abs(verdict.contraction - 100) < 1e-12 && abs(verdict.spread - 1) < 1e-14)
    #expect(verdict.kind == .exploding)
    #expect(verdict.line == "exploding: ×100.0 per step back, from 1.0e+00 at t = T to 1.0e+04 at t = 1")
    let single = Verdict(handMade(dh: [1]), layer: 0)
    #expect(single.contraction.isNaN && single.spread.isNaN)
    #expect(single.line == "stable: a single timestep")
  }

  @Test func vanishingNamesTheTimestepsThatGetLittle() {
    let verdict = Verdict(handMade(dh: [1e-7, 5e-6, 1e-4, 1e-2, 1]), layer: 0)
    #expect(verdict.below.thousandth == 3 && verdict.below.millionth == 1)
    #expect(verdict.ends.first == 1e-7 && verdict.ends.last == 1)
    #expect(verdict.line == "vanishing: ×0.018 per step back, below 1e-6 of its last value at t ≤ 1")
    let shorter = Verdict(handMade(dh: [5e-6, 1e-4, 1e-2, 1]), layer: 0)
    #expect(shorter.line == "vanishing: ×0.017 per step back, below 1e-3 of its last value at t ≤ 2")
  }

  @Test func deadIsWhereNothingArrivesExactly() {
    let part = Verdict(handMade(dh: [0, 0, 0.5, 1]), layer: 0)
    #expect(part.kind == .dead && part.deadUntil == 2)
    #expect(part.line == "dead: ∂L/∂h_t is exactly 0 for t ≤ 2")
    #expect(part.contraction == 0.5, "what is 0 has no rate")
    let all = Verdict(handMade(dh: [0, 0, 0]), layer: 0)
    #expect(all.kind == .dead && all.deadUntil == 3)
    #expect(all.line.contains("exactly 0 at every t"))
    #expect(Verdict(handMade(dh: [0, 1, 0]), layer: 0).line == "dead: ∂L/∂h_t is exactly 0 for t ≤ 1")
  }

  @Test func deadReachesBackToTheFirstTimestep() {
    let verdict = Verdict(handMade(dh: [1, 0, 1, 1], recurrent: [0, 0, 1, 0]), layer: 0)
    #expect(verdict.deadUntil == nil && verdict.kind != .dead, "t = 1 has a gradient of its own")
  }

  @Test func withoutRecurrentWeightsTheFlowIsDeadWhateverArrivesAtEachTimestep() throws {
    let trace = try smallTrace(Cells.named("rnn")!) { $0.gain = 0 }
    let verdict = Verdict(trace, layer: 0)
    #expect(verdict.kind == .dead && verdict.deadUntil == nil && verdict.contraction.isNaN)
    #expect(verdict.line == "dead: exactly 0 flows back from t+1 to t; ∂L/∂h_t is what arrives at t itself")
  }

  @Test func saturationIsTheMeanOverTheLogisticGates() {
    /// i, f, g and o of an LSTM whose gradient neither grows nor shrinks.
    func verdict(_ gates: [Double]) -> Verdict {
      let trace = handMade(cell: Cells.named("lstm")!, dh: [1, 1, 1])
      for (k, value) in gates.enumerated() {
        trace.layers[0].gate(k).pointer.update(repeating: value, count: 3)
      }
      return Verdict(trace, layer: 0)
    }
    let one = verdict([0.01, 0.5, 0.01, 0.5])
    #expect(one.kind == .stable && abs(one.saturation - 1 / 3.0) < 1e-15)
    let two = verdict([0.01, 0.5, 0.5, 0.99])
    #expect(two.kind == .saturated && abs(two.saturation - 2 / 3.0) < 1e-15)
    #expect(two.line == "saturated: 67% of the gates are below 0.05 or above 0.95; ×1.000 per step back")
    #expect(Verdict(handMade(dh: [1, 1]), layer: 0).saturation == 0, "an RNN has none")
  }
}
