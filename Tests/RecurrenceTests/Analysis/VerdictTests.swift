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

  /// A relu unit that keeps ×0.5 per step and is off at t = 3.
  private func cutAtThree(_ lossAt: LossPosition) -> Trace {
    let shape = Shape(
      cell: Cells.named("rnn")!, layers: 1, inputs: 1, hidden: 1, outputs: 1, length: 9, batch: 1, lossAt: lossAt)
    let rig = Rig(shape, activation: .relu)
    rig.trace.parameters.all.fill(0)
    rig.trace.parameters.layers[0].inputWeights.fill(1)
    rig.trace.parameters.layers[0].recurrentWeights.fill(0.5)
    rig.trace.parameters.readout.weights.fill(1)
    rig.trace.target.fill(0)
    rig.trace.x.fill(1)
    rig.trace.x.pointer[2] = -9
    return rig.run()
  }

  @Test func whatIsCutIsDeadAndHasTheRateOfTheRest() {
    let one = Verdict(cutAtThree(.last), layer: 0)
    #expect(one.kind == .dead && one.cuts == [2] && one.deadUntil == 2)
    #expect(abs(one.contraction - 0.5) < 1e-15)
    // Each timestep has a loss, so ∂L/∂h_t is nowhere 0; what L_9 asks of it is, and L_2 goes on from there.
    let every = Verdict(cutAtThree(.every), layer: 0)
    #expect(every.kind == .dead && every.cuts == [2] && every.deadUntil == nil)
    #expect(abs(every.contraction - 0.5) < 1e-15)
    #expect(every.ends.first > 0)
  }

  @Test func deadIsWhereNothingArrivesExactly() {
    let all = Verdict(handMade(dh: [0, 0, 0]), layer: 0)
    #expect(all.kind == .dead && all.deadUntil == 3)
    #expect(all.length == 3)
    #expect(all.contraction.isNaN && all.cuts.isEmpty)
  }

  /// What only a double can't hold is not cut.
  @Test func underflowIsNotDeath() throws {
    let trace = try autonomousRNN(
      hidden: 4, length: 401, activation: .identity, initializer: .orthogonal, gain: 0.1)
    let verdict = Verdict(trace, layer: 0)
    #expect(trace.layers[0].dh[0].norm == 0)
    #expect(verdict.kind == .vanishing && verdict.deadUntil == nil && verdict.cuts.isEmpty)
    #expect(abs(verdict.contraction - 0.1) < 1e-12)
    let zeros = GradientProfile.norms(trace.layers[0].dh).prefix { $0 == 0 }.count
    #expect(verdict.underflowUntil == zeros && zeros > 50)
    #expect(verdict.below.millionth == 394)
  }

  /// An LSTM that keeps c with f, and reads nothing back from h.
  private func carousel(_ f: Double, lossAt: LossPosition) -> Trace {
    let shape = Shape(
      cell: Cells.named("lstm")!, layers: 1, inputs: 3, hidden: 4, outputs: 2, length: 100, batch: 2, lossAt: lossAt)
    let rig = Rig(shape)
    let own = rig.trace.parameters.layers[0]
    own.recurrentWeights.fill(0)
    for tensor in [own.inputBias, own.recurrentBias] { tensor.fill(0) }
    let bias = f == 1 ? 50 : log(f / (1 - f))
    for unit in 0..<4 {
      own.inputBias.pointer[4 + unit] = bias
      for input in 0..<3 { own.inputWeights.pointer[(4 + unit) * 3 + input] = 0 }
    }
    return rig.run()
  }

  @Test(arguments: [1, 0.9999, 0.9, 0.5], LossPosition.allCases)
  func whatAnLSTMKeepsInItsCellIsCarried(_ f: Double, lossAt: LossPosition) {
    let trace = carousel(f, lossAt: lossAt)
    let verdict = Verdict(trace, layer: 0)
    #expect(trace.layers[0].dhRecurrent.norm == 0)
    #expect(verdict.kind == (f < 0.99 ? .vanishing : .stable), "\(f)")
    // From T to T−1 h is left behind; beyond, f alone.
    let steps = CarriedGradient(trace, layer: 0).steps
    for t in 0..<98 { #expect(abs(pow(10, steps[t]) - f) < 1e-12) }
    #expect(verdict.contraction < f + 1e-12 && verdict.contraction > 0.95 * f)
  }

  /// The verdict on L_T among the losses of all timesteps is that on L_T alone.
  @Test(arguments: Cells.all)
  func otherLossesChangeNoVerdict(cell: CellKind) throws {
    var kinds: Set<Verdict.Kind> = []
    for seed in UInt64(1)...25 {
      var experiment = Experiment()
      (experiment.cell, experiment.seed, experiment.length, experiment.hidden) = (cell, seed, 60, 7)
      (experiment.inputs, experiment.lossAt) = (3, .every)
      experiment.gain = [0.5, 1, 2, 3, 4][Int(seed) % 5]
      experiment.forgetBias = Double(seed % 7)
      experiment.updateBias = Double(seed % 4)
      let every = try #require(try Trainer(experiment).evaluate())
      experiment.lossAt = .last
      let last = try #require(try Trainer(experiment).evaluate())
      let (a, b) = (Verdict(every, layer: 0), Verdict(last, layer: 0))
      #expect(a.kind == b.kind && abs(a.contraction / b.contraction - 1) < 1e-9, "seed \(seed)")
      #expect(a.below == b.below && (a.bend == nil) == (b.bend == nil))
      kinds.insert(a.kind)
    }
    #expect(kinds.count > 1)
  }

  @Test func aDropNearTheLossIsToldFromThePlateau() {
    // A decade a step over three steps, then ×0.99.
    let sizes = (0..<60).map { (lag: Int) -> Double in
      lag <= 3 ? pow(10, -Double(lag)) : 1e-3 * pow(0.99, Double(lag - 3))
    }
    let verdict = Verdict(handMade(dh: sizes.reversed()), layer: 0)
    #expect(verdict.bend?.steps == 3)
    #expect(abs((verdict.bend?.decades ?? 0) + 3) < 1e-12 && abs((verdict.bend?.factor ?? 0) - 0.99) < 1e-12)
    // One rate, two rates that are near, and a plateau before a fall are no drop.
    for slope in [-0.3, -0.01, 0.2] {
      let straight = (0..<60).map { (lag: Int) -> Double in pow(10, slope * Double(lag) + 0.02 * sin(Double(lag))) }
      #expect(Verdict(handMade(dh: straight.reversed()), layer: 0).bend == nil)
    }
    let near = (0..<60).map { (lag: Int) -> Double in
      pow(10, lag < 9 ? -0.3 * Double(lag) : -2.7 - 0.2 * Double(lag - 9))
    }
    #expect(Verdict(handMade(dh: near.reversed()), layer: 0).bend == nil)
  }

  @Test func clippingInsideBPTTHidesNoGrowth() throws {
    let trace = try autonomousRNN(
      hidden: 4, length: 41, activation: .identity, initializer: .orthogonal, gain: 2)
    var clipped = trace.experiment
    clipped.clipping = Clipping(.bpttNorm, threshold: 0.01)
    var copy = Trace(rerunning: trace, under: clipped)
    #expect(Network(copy.shape).run(&copy))
    let verdict = Verdict(copy, layer: 0)
    #expect(verdict.kind == .exploding && verdict.isHeld && abs(verdict.contraction - 2) < 1e-12)
    #expect(!Verdict(trace, layer: 0).isHeld)
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
