import Testing

@testable import Recurrence

/// A network that was given stays one's own.
struct GivenWeightsTests {
  private let shape = Shape(
    cell: Cells.named("lstm")!, layers: 2, inputs: 3, hidden: 4, outputs: 2, length: 6, batch: 1, lossAt: .last)

  private func weights() -> Parameters {
    let parameters = Parameters(shape)
    var random = Random(seed: 77, purpose: .analysis)
    parameters.all.fillNormal(&random, scale: 0.4)
    return parameters
  }

  private func experiment(_ change: (inout Experiment) -> Void = { _ in }) -> Experiment {
    var experiment = Experiment()
    (experiment.cell, experiment.layers, experiment.inputs) = (shape.cell, 2, 3)
    (experiment.hidden, experiment.outputs, experiment.length) = (4, 2, 6)
    change(&experiment)
    return experiment
  }

  @Test func gainAndBiasActOnThem() throws {
    let given = weights()
    let trainer = try Trainer(experiment { ($0.gain, $0.forgetBias) = (1.5, 2) }, weights: given)
    for (own, was) in zip(trainer.parameters.layers, given.layers) {
      #expect(own.recurrentWeights.values == was.recurrentWeights.values.map { $0 * 1.5 })
      for k in 0..<16 { #expect(own.inputBias[flat: k] == was.inputBias[flat: k] + ((4..<8).contains(k) ? 2 : 0)) }
      #expect(own.inputWeights.values == was.inputWeights.values)
    }
    #expect(try #require(trainer.evaluate()).startsFromGiven)
  }

  @Test func weightsOfAnotherNetworkAreRefusedByWhatDiffers() {
    let sizes: [(String, (inout Experiment) -> Void)] = [
      ("the weights are for 3 inputs and 2 outputs; the task has 7 and 2", { $0.inputs = 7 }),
      ("the weights have 2 layers, the network 3", { $0.layers = 3 }),
      ("the weights' weight_ih_l0 has shape [16, 3]; the network's has [20, 3]", { $0.hidden = 5 }),
      ("the weights' weight_ih_l0 has shape [16, 3]; the network's has [12, 3]", { $0.cell = Cells.named("gru")! }),
    ]
    for (line, change) in sizes {
      #expect(throws: SettingError(line)) { try Trainer(experiment(change), weights: weights()) }
    }
  }

  @Test func anotherStartPutsDrawnOnesInTheirPlaceAndSaysSo() throws {
    let given = weights()
    let trainer = try Trainer(experiment(), weights: given)
    #expect(trainer.parameters.all.values == given.all.values)
    for change: (inout Experiment) -> Void in [{ $0.seed = 2 }, { $0.initializer = .orthogonal }] {
      try trainer.reconfigure(experiment(change))
      #expect(try #require(trainer.evaluate()).startsFromGiven == false)
      #expect(trainer.parameters.all.values != given.all.values)
      try trainer.reconfigure(experiment())
      #expect(try #require(trainer.evaluate()).startsFromGiven)
      #expect(trainer.parameters.all.values == given.all.values)
    }
    try trainer.reconfigure(experiment { $0.gain = 3 })
    #expect(try #require(trainer.step()).startsFromGiven)
    #expect(try #require(Trainer(experiment()).evaluate()).startsFromGiven == false)
  }
}
