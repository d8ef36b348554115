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
    let single = Verdict(handMade(dh: [1]), layer: 0)
    #expect(single.contraction.isNaN && single.spread.isNaN)
    #expect(single.kind == .stable && single.length == 1)
  }

  @Test func vanishingNamesTheTimestepsThatGetLittle() {
    let verdict = Verdict(handMade(dh: [1e-7, 5e-6, 1e-4, 1e-2, 1]), layer: 0)
    #expect(verdict.below.thousandth == 3 && verdict.below.millionth == 1)
    #expect(verdict.ends.first == 1e-7 && verdict.ends.last == 1)
    #expect(verdict.kind == .vanishing)
    let shorter = Verdict(handMade(dh: [5e-6, 1e-4, 1e-2, 1]), layer: 0)
    #expect(shorter.below == Verdict.Below(thousandth: 2, millionth: nil))
  }

  @Test func deadIsWhereNothingArrivesExactly() {
    let part = Verdict(handMade(dh: [0, 0, 0.5, 1]), layer: 0)
    #expect(part.kind == .dead && part.deadUntil == 2)
    #expect(part.contraction == 0.5, "what is 0 has no rate")
    let all = Verdict(handMade(dh: [0, 0, 0]), layer: 0)
    #expect(all.kind == .dead && all.deadUntil == 3)
    #expect(all.length == 3)
    #expect(Verdict(handMade(dh: [0, 1, 0]), layer: 0).deadUntil == 1)
  }

  @Test func deadReachesBackToTheFirstTimestep() {
    let verdict = Verdict(handMade(dh: [1, 0, 1, 1], recurrent: [0, 0, 1, 0]), layer: 0)
    #expect(verdict.deadUntil == nil && verdict.kind != .dead, "t = 1 has a gradient of its own")
  }

  @Test func withoutRecurrentWeightsTheFlowIsDeadWhateverArrivesAtEachTimestep() throws {
    let trace = try smallTrace(Cells.named("rnn")!) { $0.gain = 0 }
    let verdict = Verdict(trace, layer: 0)
    #expect(verdict.kind == .dead && verdict.deadUntil == nil && verdict.contraction.isNaN)
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
    #expect(Verdict(handMade(dh: [1, 1]), layer: 0).saturation == 0, "an RNN has none")
  }

  @Test func verdictsAreEqualWhereTheirFiguresAre() {
    let single = Verdict(handMade(dh: [1]), layer: 0)
    #expect(single.contraction.isNaN && single == Verdict(handMade(dh: [1]), layer: 0))
    // The same word, and the same line on a screen, for other figures.
    let (one, other) = (Verdict(handMade(dh: [1, 1]), layer: 0), Verdict(handMade(dh: [1.0001, 1]), layer: 0))
    #expect(one.kind == other.kind && one != other)
  }

  @Test func aVerdictCanBeWrittenAndReadAgain() throws {
    let broken = rerun(try smallTrace(Cells.named("gru")!)) { $0.x.pointer[3] = .nan }
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    for trace in [handMade(dh: [1e-7, 5e-6, 1]), handMade(dh: [0, 1]), handMade(dh: [1]), broken] {
      let verdict = Verdict(trace, layer: 0)
      #expect(try decoder.decode(Verdict.self, from: encoder.encode(verdict)) == verdict)
    }
  }
}
