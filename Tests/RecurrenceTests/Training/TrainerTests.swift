import Foundation
import Testing

@testable import Recurrence

struct TrainerTests {
  private func experiment(_ cell: String = "lstm", _ change: (inout Experiment) -> Void = { _ in }) throws -> Experiment
  {
    var experiment = Experiment()
    experiment.cell = try #require(Cells.named(cell))
    (experiment.inputs, experiment.hidden, experiment.outputs) = (3, 9, 4)
    (experiment.length, experiment.batch, experiment.layers) = (11, 5, 2)
    experiment.learningRate = 0.05
    change(&experiment)
    return experiment
  }

  /// Every number of a trace, by its bits.
  private func bits(_ trace: Trace) -> [UInt64] {
    var tensors = [trace.x, trace.target, trace.y, trace.dy, trace.losses]
    tensors += [trace.parameters.all, trace.gradients.all, trace.clipped.all]
    for layer in trace.layers {
      tensors += [layer.states, layer.gates, layer.dStates, layer.dGates, layer.dhDirect, layer.dhRecurrent]
    }
    return tensors.flatMap { $0.values.map(\.bitPattern) }
  }

  @Test(arguments: Cells.all.map(\.name), Optimizer.allCases)
  func theSameSeedGivesTheSameBits(_ cell: String, _ optimizer: Optimizer) throws {
    let own = try experiment(cell) { ($0.optimizer, $0.task) = (optimizer, .adding) }
    let (a, b) = (try Trainer(own), try Trainer(own))
    for _ in 0..<5 { #expect(bits(try #require(a.step())) == bits(try #require(b.step()))) }
    let other = try Trainer(try experiment(cell) { ($0.optimizer, $0.task, $0.seed) = (optimizer, .adding, 2) })
    let (mine, theirs) = (try #require(a.step()), try #require(other.step()))
    #expect(mine.x.values != theirs.x.values && mine.parameters.all.values != theirs.parameters.all.values)
    a.reset()
    #expect(a.step == 0)
    #expect(bits(try #require(a.step())) == bits(try #require(Trainer(own).step())))
  }

  @Test func anUpdateFollowsTheClippedGradient() throws {
    let trainer = try Trainer(try experiment { $0.clipping = Clipping(.norm, threshold: 1e-3) })
    let trace = try #require(trainer.step())
    #expect(trace.step == 0 && trainer.step == 1)
    for k in 0..<trace.parameters.all.count {
      let expected = trace.parameters.all[flat: k] - 0.05 * trace.clipped.all[flat: k]
      #expect(trainer.parameters.all[flat: k] == expected)
    }
    let peek = try #require(trainer.evaluate())
    #expect(trainer.step == 1 && peek.step == 1)
    #expect(bits(peek) == bits(try #require(trainer.step())))
  }

  @Test func aHeldTraceNeverChanges() throws {
    let trainer = try Trainer(try experiment { $0.task = .adding })
    var held: [(trace: Trace, bits: [UInt64])] = []
    for step in 0..<12 {
      let trace = try #require(trainer.step())
      if step % 3 == 0 { held.append((trace, bits(trace))) }
    }
    for (step, (trace, bits)) in held.enumerated() {
      #expect(trace.step == 3 * step)
      #expect(self.bits(trace) == bits)
    }
  }

  @Test(arguments: Cells.all.map(\.name))
  func aStoppedStepChangesNothing(_ cell: String) throws {
    let trainer = try Trainer(try experiment(cell) { $0.optimizer = .adam })
    let plain = try Trainer(trainer.experiment)
    _ = (trainer.step(), plain.step())
    let before = trainer.parameters.all.values
    let stop = StopSignal()
    stop.set()
    #expect(trainer.step(stop: stop) == nil && trainer.evaluate(stop: stop) == nil)
    #expect(trainer.step == 1 && trainer.parameters.all.values == before)
    stop.clear()
    #expect(bits(try #require(trainer.step(stop: stop))) == bits(try #require(plain.step())))
  }

  @Test func reconfiguringKeepsWhatItCan() throws {
    let start = try experiment { $0.optimizer = .momentum }
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

  @Test func refusedSettingsLeaveTheTrainerAlone() throws {
    let trainer = try Trainer(try experiment())
    let before = trainer.parameters.all.values
    for change: (inout Experiment) -> Void in [
      { $0.layers = 9 }, { $0.task = .text(path: "/nowhere") }, { ($0.task, $0.loss) = (.adding, .xent) },
    ] {
      var new = trainer.experiment
      change(&new)
      #expect(throws: (any Error).self) { try trainer.reconfigure(new) }
      #expect(trainer.experiment == (try experiment()) && trainer.parameters.all.values == before)
    }
    #expect(trainer.step() != nil)
  }

  @Test func givenWeightsComeBackOnReset() throws {
    let start = try experiment()
    let weights = Parameters(try Trainer(start).shape)
    var random = Random(seed: 1, purpose: .analysis)
    weights.all.fillNormal(&random, scale: 0.3)
    let trainer = try Trainer(start, weights: weights)
    #expect(trainer.parameters.all.values == weights.all.values)
    _ = trainer.step()
    #expect(trainer.parameters.all.values != weights.all.values)
    trainer.reset()
    #expect(trainer.parameters.all.values == weights.all.values)
    #expect(throws: SettingError.self) { try Trainer(try self.experiment { $0.inputs = 7 }, weights: weights) }
  }
}
