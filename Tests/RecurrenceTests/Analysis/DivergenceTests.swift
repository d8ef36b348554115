import Testing

@testable import Recurrence

struct DivergenceTests {
  @Test func aGradientMayOverflowWhereTheLossDoesNot() throws {
    let trace = rerun(
      try autonomousRNN(hidden: 4, length: 350, activation: .identity, initializer: .orthogonal, gain: 10)
    ) { $0.x.pointer.update(repeating: 0, count: $0.x.count) }
    #expect(trace.loss.isFinite && !trace.isFinite)
    let place = try #require(Divergence(trace))
    // ×10 per timestep from about 1: beyond 1.8e308 after some 308.
    let t = try #require(place.timestep)
    #expect(place.tensor == "dh_l0" && abs(t - 42) <= 2)
    #expect(Verdict(trace, layer: 0).kind == .diverged && Verdict(trace, layer: 0).divergence == place)
  }

  @Test func theLossMayOverflowWhereItsGradientDoesNot() throws {
    let trace = try smallTrace(Cells.named("gru")!, lossAt: .last) { $0.loss = .mse }
    let square = rerun(trace) { $0.parameters.readout.bias.pointer[2] = 1e200 }
    #expect(square.gradients.all.norm.isFinite && !square.isFinite)
    #expect(
      Divergence(square)
        == Divergence(
          step: trace.step, tensor: "loss", timestep: trace.shape.length, sample: nil, position: 1, value: .infinity))
    // The loss is taken before its gradient.
    let difference = rerun(trace) {
      $0.parameters.readout.bias.pointer[2] = 1.7e308
      $0.target.pointer[2] = -1.7e308
    }
    #expect(!difference.dy[0][0][flat: 2].isFinite && Divergence(difference)?.tensor == "loss")
  }

  @Test func anLSTMsMemoryComesBeforeItsOutputAndAfterItGoingBack() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    for k in [0, 1] { trace.layers[0].state(k).pointer[2 * 8 + 5] = .nan }
    #expect(Divergence(trace)?.tensor == "c_l0" && Divergence(trace)?.timestep == 3)
    let back = rerun(trace) { _ in }
    for k in [0, 1] { back.layers[0].dState(k).pointer[2 * 8 + 5] = .nan }
    #expect(Divergence(back)?.tensor == "dh_l0" && Divergence(back)?.timestep == 3)
  }

  /// What was given is blamed for itself, at its timestep.
  @Test func theDataAreBlamedForTheirOwn() throws {
    let trace = try smallTrace(Cells.named("gru")!)
    let (batch, outputs) = (trace.shape.batch, trace.shape.outputs)
    let target = rerun(trace) { $0.target.pointer[(2 * batch + 1) * outputs] = .nan }
    let found = try #require(Divergence(target))
    #expect(found.tensor == "target" && found.timestep == 3 && found.sample == 2 && found.position == 1)
    #expect(found.isGiven && Explanation(target, layer: 0).statements.contains(.givenBroken(weights: false)))
    let weights = rerun(trace) { $0.parameters.layers[0].recurrentBias.pointer[4] = .nan }
    #expect(Divergence(weights)?.position == 5)
    #expect(Explanation(weights, layer: 0).statements.contains(.givenBroken(weights: true)))
    #expect(Explanation(weights, layer: 0).suggestions.isEmpty)
  }

  @Test func placesDifferWhereAnyFieldDoes() {
    func place(
      _ step: Int = 4, _ tensor: String = "h_l0", _ t: Int? = 2, _ sample: Int? = 1, _ position: Int = 3,
      _ value: Double = .infinity
    ) -> Divergence {
      Divergence(step: step, tensor: tensor, timestep: t, sample: sample, position: position, value: value)
    }
    #expect(place() == place())
    for other in [
      place(5), place(4, "h_l1"), place(4, "h_l0", nil), place(4, "h_l0", 2, nil), place(4, "h_l0", 2, 1, 1),
      place(4, "h_l0", 2, 1, 3, .nan),
    ] { #expect(place() != other) }
  }
}
