import Testing

@testable import Recurrence

struct LearningTests {
  @Test func theAddingProblemIsLearned() throws {
    var experiment = Experiment()
    experiment.cell = try #require(Cells.named("gru"))
    experiment.task = .adding
    (experiment.hidden, experiment.length, experiment.batch) = (8, 20, 16)
    (experiment.optimizer, experiment.learningRate) = (.adam, 0.02)
    let trainer = try Trainer(experiment)
    var average = 1.0 / 6
    for _ in 0..<1000 where average > 0.008 {
      average += 0.05 * (try #require(trainer.step()).loss - average)
    }
    #expect(average < 0.01, "after \(trainer.step) steps")
    // Sequences that it has not seen, told apart from a lucky batch by their number.
    var unseen = 0.0
    for seed in UInt64(100)..<110 {
      var trace = Trace(shape: trainer.shape, experiment: experiment, loss: trainer.loss)
      trace.parameters.copy(from: trainer.parameters)
      Adding().fill(
        x: MutableTensor(trace.x), target: MutableTensor(trace.target), shape: trainer.shape, loss: trainer.loss,
        seed: seed,
        step: 0)
      #expect(Network(trace.shape).run(&trace))
      unseen += trace.loss / 10
    }
    #expect(unseen < 0.01, "\(unseen) on unseen sequences; 1/6 is what answering 1 gives")
  }

  /// Whatever the settings, numbers beyond reach end in a report and not in a trap.
  @Test(arguments: Cells.all.map(\.name), Activation.allCases)
  func divergenceIsLocated(_ cell: String, _ activation: Activation) throws {
    for loss in Loss.allCases {
      var experiment = Experiment()
      experiment.cell = try #require(Cells.named(cell))
      (experiment.activation, experiment.loss, experiment.lossAt) = (activation, loss, .every)
      (experiment.inputs, experiment.hidden, experiment.outputs) = (3, 4, 6)
      (experiment.length, experiment.batch, experiment.layers) = (5, 2, 2)
      experiment.learningRate = 1e300
      let trainer = try Trainer(experiment)
      var last: Trace?
      for _ in 0..<4 { last = trainer.step() }
      let trace = try #require(last)
      if trace.isFinite {
        #expect(Divergence(trace) == nil)
      } else {
        let found = try #require(Divergence(trace))
        #expect(!found.value.isFinite && found.step == trace.step)
        #expect(Verdict(trace, layer: 0).kind == .diverged)
      }
    }
  }

  /// An unbounded network with too much gain, under every rule of update and every meaning of clipping.
  @Test(arguments: Optimizer.allCases, Clipping.Mode.allCases)
  func anExplodingNetworkNeverTraps(_ optimizer: Optimizer, _ mode: Clipping.Mode) throws {
    var experiment = Experiment()
    experiment.cell = try #require(Cells.named("rnn"))
    (experiment.activation, experiment.initializer, experiment.gain) = (.relu, .normal, 5)
    (experiment.inputs, experiment.hidden, experiment.length, experiment.layers) = (3, 9, 700, 2)
    (experiment.optimizer, experiment.learningRate) = (optimizer, 10)
    experiment.clipping = Clipping(mode, threshold: 0.5)
    let trainer = try Trainer(experiment)
    let first = try #require(trainer.step())
    let place = try #require(Divergence(first), "5^700 is beyond float64")
    #expect(place.step == 0 && !place.value.isFinite && !first.isFinite)
    for _ in 0..<3 { #expect(trainer.step() != nil) }
    #expect(trainer.step == 4)
  }

  @Test(arguments: Cells.all.map(\.name))
  func theFirstPlaceThatIsNotFiniteIsFound(_ name: String) throws {
    let cell = try #require(Cells.named(name))
    let rig = Rig(.small(cell, layers: 2, lossAt: .every))
    #expect(Divergence(rig.run()) == nil)
    rig.trace.x.pointer[2 * 6 + 4] = .nan  // t = 3
    let input = try #require(Divergence(rig.run()))
    #expect(input.tensor == "x" && input.timestep == 3 && input.sample == 2 && input.position == 2)
    rig.trace.x.pointer[16] = 1
    rig.run()
    rig.trace.layers[1].states.pointer[(3 + 1) * 8 + 5] = .infinity
    let state = try #require(Divergence(rig.trace))
    #expect(state.tensor == "h_l1" && state.timestep == 4 && state.value == .infinity)
    #expect(state.sample == 2 && state.position == 2)
    rig.run()
    for t in [0, 3] { rig.trace.layers[1].dStates.pointer[t * 8 + 2] = -.infinity }
    rig.trace.layers[0].dStates.pointer[4 * 8] = .nan
    let gradient = try #require(Divergence(rig.trace))
    #expect(gradient.tensor == "dh_l1" && gradient.timestep == 4, "the latest of the top layer")
    #expect(gradient.sample == 1 && gradient.position == 3)
    rig.run()
    rig.trace.parameters.layers[1].recurrentBias.pointer[3] = .nan
    #expect(Divergence(rig.run())?.tensor == "param.bias_hh_l1")
    #expect(!rig.trace.isFinite)
  }
}
