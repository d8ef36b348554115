import Testing

@testable import Recurrence

struct RoundingNoiseTests {
  /// h = Wx·x + bx + bh = (3, 3.5), y = V·h + b = 2, before a target of 1: ∂L/∂y = 2 and ∂L/∂h = (−4, 4).
  private func trace(_ loss: Loss) -> Trace {
    let shape = Shape(
      cell: Cells.named("rnn")!, layers: 1, inputs: 1, hidden: 2, outputs: 1, length: 1, batch: 1, lossAt: .last)
    let rig = Rig(shape, activation: .identity, loss: loss)
    let (layer, readout) = (rig.trace.parameters.layers[0], rig.trace.parameters.readout)
    rig.trace.x.fill([3])
    layer.inputWeights.fill([2, 1])
    layer.inputBias.fill([-1, 0.5])
    layer.recurrentWeights.fill([5, 1, 0, -3])
    layer.recurrentBias.fill([-2, 0])
    readout.weights.fill([-2, 2])
    readout.bias.fill([1])
    rig.trace.target.fill([loss == .mse ? 1 : 0])
    return rig.run()
  }

  @Test func addsTheMagnitudesOfAllTerms() {
    let trace = trace(.mse)
    #expect(trace.layers[0].dh.values == [-4, 4])
    let states: Double = 4 * (3 + 3.5)
    let input: Double = 4 * (7 + 3.5)  // 2·3 + 1, 1·3 + 0.5
    let recurrent: Double = 4 * (20.5 + 10.5)  // 5·3 + 1·3.5 + 2, 3·3.5
    let readout: Double = 2 * 14  // 2·3 + 2·3.5 + 1
    // The state, which is the gate here, counts as both; the loss is 1.
    let sum: Double = 2 * states + input + recurrent + readout + 1
    #expect(RoundingNoise.ofLoss(trace) == sum * 0x1p-50)
  }

  @Test func aCrossEntropyOfZeroHasTheNoiseOfItsExponents() {
    // One class alone: its loss is 0 whatever y is, and y = 2.
    #expect(RoundingNoise.ofLoss(trace(.xent)) == (1 + 2) * 0x1p-50)
  }
}
