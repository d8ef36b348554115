import Testing

@testable import Recurrence

/// What a trainer keeps when its settings change, and what it drops.
struct ReconfigureTests {
  @Test func reconfiguringKeepsWhatItCan() throws {
    let start = try smallExperiment { $0.optimizer = .momentum }
    let kept: [(inout Experiment) -> Void] = [
      { $0.clipping = Clipping(.value, threshold: 0.01) }, { $0.activation = .softsign }, { $0.length = 17 },
      { $0.learningRate = 0.5 }, { $0.optimizer = .adam }, { $0.batch = 2 }, { $0.lossAt = .every },
      { $0.loss = .xent }, { $0.updateBias = 3 },
    ]
    let lost: [(inout Experiment) -> Void] = [
      { $0.cell = Cells.named("gru")! }, { $0.hidden = 8 }, { $0.layers = 1 }, { $0.inputs = 7 }, { $0.seed = 2 },
      { $0.initializer = .orthogonal }, { $0.gain = 2 }, { $0.forgetBias = 1 }, { $0.task = .adding },
    ]
    for (k, change) in (kept + lost).enumerated() {
      let trainer = try Trainer(start)
      for _ in 0..<3 { _ = trainer.step() }
      let before = trainer.parameters.all.values
      var new = start
      change(&new)
      let keeps = try trainer.reconfigure(new)
      #expect(keeps == (k < kept.count), "change \(k)")
      #expect(new.keepsParameters(of: start) == keeps, "change \(k)")
      #expect((trainer.parameters.all.values == before) == keeps)
      #expect(trainer.step == (keeps ? 3 : 0) && trainer.experiment == new)
      let trace = try #require(trainer.step())
      #expect(trace.shape == trainer.shape && trace.experiment == new)
      // Nothing of the old settings is left: a network made for the new ones does the same.
      if !keeps {
        let fresh = try Trainer(new)
        #expect(bits(trace) == bits(try #require(fresh.step())), "change \(k)")
        #expect(bits(try #require(trainer.step())) == bits(try #require(fresh.step())), "change \(k), momentum")
      }
    }
  }

  /// Sizes that the task decides itself change nothing, and nobody says that they did.
  @Test func sizesThatTheTaskDecidesKeepTheParameters() throws {
    let start = try smallExperiment { $0.task = .adding }
    for change: (inout Experiment) -> Void in [{ $0.inputs = 7 }, { $0.outputs = 7 }] {
      let trainer = try Trainer(start)
      _ = trainer.step()
      var new = start
      change(&new)
      #expect(new.keepsParameters(of: start))
      #expect(try trainer.reconfigure(new))
    }
  }

  /// A change that means nothing to the update leaves no mark on it: the momentum goes on.
  @Test(arguments: Optimizer.allCases)
  func theOptimisersMemoryOutlivesOtherChanges(_ optimizer: Optimizer) throws {
    let start = try smallExperiment { $0.optimizer = optimizer }
    let (changed, plain) = (try Trainer(start), try Trainer(start))
    for _ in 0..<3 { _ = (changed.step(), plain.step()) }
    var other = start
    (other.clipping, other.updateBias) = (Clipping(.value, threshold: 1e9), 3)
    try changed.reconfigure(other)
    for _ in 0..<2 { #expect(bits(try #require(changed.step())) == bits(try #require(plain.step()))) }
  }

  @Test(arguments: Optimizer.allCases)
  func anotherOptimiserBeginsAnew(_ optimizer: Optimizer) throws {
    for before in Optimizer.allCases where before != optimizer {
      let trainer = try Trainer(try smallExperiment { $0.optimizer = before })
      for _ in 0..<3 { _ = trainer.step() }
      var other = trainer.experiment
      other.optimizer = optimizer
      try trainer.reconfigure(other)
      let expected = Parameters(trainer.shape)
      expected.copy(from: trainer.parameters)
      var memory = OptimizerState(optimizer, count: expected.all.count)
      for _ in 0..<2 {
        let trace = try #require(trainer.step())
        memory.update(expected.all, gradients: trace.clipped.all, learningRate: other.learningRate)
        #expect(trainer.parameters.all.values == expected.all.values, "\(before) to \(optimizer)")
      }
    }
  }

  @Test func refusedSettingsLeaveTheTrainerAlone() throws {
    let trainer = try Trainer(try smallExperiment())
    let before = trainer.parameters.all.values
    for change: (inout Experiment) -> Void in [
      { $0.layers = 9 }, { $0.task = .text(path: "/nowhere") }, { ($0.task, $0.loss) = (.adding, .xent) },
    ] {
      var new = trainer.experiment
      change(&new)
      #expect(throws: (any Error).self) { try trainer.reconfigure(new) }
      #expect(trainer.experiment == (try smallExperiment()) && trainer.parameters.all.values == before)
    }
    #expect(trainer.step() != nil)
  }

  /// As many numbers are not the same tensors.
  @Test func givenWeightsStayOutOfNetworksOfAnotherShape() throws {
    let start = try smallExperiment { ($0.layers, $0.inputs, $0.hidden, $0.outputs) = (1, 5, 3, 4) }
    let weights = Parameters(try Trainer(start).shape)
    var random = Random(seed: 1, purpose: .analysis)
    weights.all.fillNormal(&random, scale: 0.3)
    let trainer = try Trainer(start, weights: weights)
    var other = start
    (other.inputs, other.outputs) = (6, 1)
    try trainer.reconfigure(other)
    #expect(trainer.parameters.all.count == weights.all.count)
    let fresh = try Trainer(other)
    #expect(trainer.parameters.all.values == fresh.parameters.all.values)
    try trainer.reconfigure(start)
    #expect(trainer.parameters.all.values == weights.all.values)
  }

  /// Two files of the same sizes: of the first, not a number may be left.
  @Test func anotherFileBringsItsOwnData() throws {
    var start = try smallExperiment { ($0.layers, $0.hidden, $0.outputs) = (1, 9, 1) }
    start.task = .file(path: Fixture.path("models/classic-lstm-seed0-f64.data.safetensors"))
    let trainer = try Trainer(start)
    _ = trainer.step()
    var other = start
    other.task = .file(path: Fixture.path("models/classic-lstm-seed1-f64.data.safetensors"))
    try trainer.reconfigure(other)
    let expected = try Fixture.open("models/classic-lstm-seed1-f64.data.safetensors").doubles("x")
    #expect(try #require(trainer.step()).x.values == expected)
  }

  /// A forget bias or a gain is put on the weights that were given; a new seed leaves them.
  @Test func givenWeightsTakeAGainAndABias() throws {
    var experiment = Experiment()
    experiment.length = 6
    experiment.hidden = 3
    experiment.seed = 9
    let weights = try Trainer(experiment).parameters
    experiment.seed = 2
    let trainer = try Trainer(experiment, weights: weights)
    experiment.forgetBias = 2
    experiment.gain = 0.5
    #expect(try trainer.reconfigure(experiment) == false)
    trainer.reset()
    let bias = try #require(trainer.parameters["bias_ih_l0"]).values
    let given = try #require(weights["bias_ih_l0"]).values
    #expect(zip(bias, given).enumerated().allSatisfy { $1.0 == $1.1 + ((3..<6).contains($0) ? 2 : 0) })
    #expect(trainer.parameters["weight_hh_l0"]!.values == weights["weight_hh_l0"]!.values.map { $0 * 0.5 })
    #expect(trainer.parameters["weight_ih_l0"]!.values == weights["weight_ih_l0"]!.values)
    experiment.seed = 3
    try trainer.reconfigure(experiment)
    #expect(trainer.parameters["weight_ih_l0"]!.values != weights["weight_ih_l0"]!.values)
  }
}
