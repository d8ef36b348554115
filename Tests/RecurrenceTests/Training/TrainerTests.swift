import Foundation
import Testing

@testable import Recurrence

struct TrainerTests {
  @Test(arguments: Cells.all.map(\.name), Optimizer.allCases)
  func theSameSeedGivesTheSameBits(_ cell: String, _ optimizer: Optimizer) throws {
    let own = try smallExperiment(cell) { ($0.optimizer, $0.task) = (optimizer, .adding) }
    let (a, b) = (try Trainer(own), try Trainer(own))
    for _ in 0..<5 { #expect(bits(try #require(a.step())) == bits(try #require(b.step()))) }
    let other = try Trainer(try smallExperiment(cell) { ($0.optimizer, $0.task, $0.seed) = (optimizer, .adding, 2) })
    let (mine, theirs) = (try #require(a.step()), try #require(other.step()))
    #expect(mine.x.values != theirs.x.values && mine.parameters.all.values != theirs.parameters.all.values)
    a.reset()
    #expect(a.step == 0)
    #expect(bits(try #require(a.step())) == bits(try #require(Trainer(own).step())))
  }

  /// Whatever training did to the parameters, a reset leaves nothing of it.
  @Test(arguments: Cells.all.map(\.name), Initializer.allCases)
  func aResetTrainerIsANewOne(_ cell: String, _ initializer: Initializer) throws {
    let own = try smallExperiment(cell) { ($0.initializer, $0.optimizer) = (initializer, .adam) }
    let trainer = try Trainer(own)
    for _ in 0..<3 { _ = trainer.step() }
    trainer.reset()
    let fresh = try Trainer(own)
    for _ in 0..<2 { #expect(bits(try #require(trainer.step())) == bits(try #require(fresh.step()))) }
  }

  @Test func anUpdateFollowsTheClippedGradient() throws {
    let trainer = try Trainer(try smallExperiment { $0.clipping = Clipping(.norm, threshold: 1e-3) })
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
    let trainer = try Trainer(try smallExperiment { $0.task = .adding })
    var held: [(trace: Trace, bits: [UInt64])] = []
    for step in 0..<12 {
      let trace = try #require(trainer.step())
      if step % 3 == 0 { held.append((trace, bits(trace))) }
    }
    for (step, (trace, before)) in held.enumerated() {
      #expect(trace.step == 3 * step)
      #expect(bits(trace) == before)
    }
  }

  @Test(arguments: Cells.all.map(\.name))
  func aStoppedStepChangesNothing(_ cell: String) throws {
    let trainer = try Trainer(try smallExperiment(cell) { $0.optimizer = .adam })
    let plain = try Trainer(trainer.experiment)
    _ = (trainer.step(), plain.step())
    let held = trainer.parameters
    let before = held.all.values
    let stop = StopSignal()
    stop.set()
    #expect(trainer.step(stop: stop) == nil && trainer.evaluate(stop: stop) == nil)
    #expect(trainer.step == 1 && trainer.parameters.all.values == before)
    stop.clear()
    #expect(bits(try #require(trainer.step(stop: stop))) == bits(try #require(plain.step())))
    #expect(held.all.values == before && trainer.parameters.all.values != before, "what was handed out stays")
  }

  @Test func givenWeightsComeBackOnReset() throws {
    let start = try smallExperiment()
    let weights = Parameters(try Trainer(start).shape)
    var random = Random(seed: 1, purpose: .analysis)
    weights.all.fillNormal(&random, scale: 0.3)
    let trainer = try Trainer(start, weights: weights)
    #expect(trainer.parameters.all.values == weights.all.values)
    _ = trainer.step()
    #expect(trainer.parameters.all.values != weights.all.values)
    trainer.reset()
    #expect(trainer.parameters.all.values == weights.all.values)
    #expect(throws: SettingError.self) { try Trainer(try smallExperiment { $0.inputs = 7 }, weights: weights) }
  }
}
