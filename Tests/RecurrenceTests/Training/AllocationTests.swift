import CountingMalloc
import Testing

@testable import Recurrence

/// Once a trainer has the memory that it needs, a step asks for no more.
@Suite(.enabled(if: allocations_of_this_thread() >= 0, "a sanitizer's malloc is not counted"))
struct AllocationTests {
  @Test func theCountCounts() {
    let before = allocations_of_this_thread()
    let tensors = (0..<5).map { Tensor(shape: [1000 + $0]) }
    #expect(allocations_of_this_thread() - before >= 5)
    #expect(tensors.count == 5)
  }

  @Test(arguments: Cells.all.map(\.name), [Clipping.Mode.norm, .bpttNorm])
  func aStepAllocatesNothing(_ name: String, _ clipping: Clipping.Mode) throws {
    // The last is enough to be shared among cores.
    for (layers, batch, hidden, task) in [
      (1, 1, 9, TaskName.noise), (2, 3, 9, .noise), (1, 2, 9, .adding), (2, 16, 90, .noise),
    ] {
      let experiment = try smallExperiment(name) {
        ($0.layers, $0.batch, $0.hidden, $0.task) = (layers, batch, hidden, task)
        ($0.length, $0.optimizer) = (40, .adam)
        $0.clipping = Clipping(clipping, threshold: 0.1)
      }
      let trainer = try Trainer(experiment)
      for _ in 0..<3 { _ = trainer.step() }
      let before = allocations_of_this_thread()
      for _ in 0..<20 { _ = trainer.step() }
      #expect(allocations_of_this_thread() - before == 0, "\(layers) layers, batch \(batch)")
    }
  }

  /// To remember the run costs something when a checkpoint is due, and at no other step.
  @Test func aStepOfARunThatIsRememberedAllocatesNothing() throws {
    let trainer = try Trainer(try smallExperiment { ($0.optimizer, $0.task) = (.adam, .adding) }, memory: 150_000)
    for _ in 0..<80 { _ = trainer.step() }
    let stretch = try #require(trainer.timeline?.stretches.first)
    #expect(stretch.stride == 16)
    let before = allocations_of_this_thread()
    for _ in 0..<15 { _ = trainer.step() }
    #expect(allocations_of_this_thread() - before == 0)
    _ = trainer.step()
    #expect(allocations_of_this_thread() - before > 0)
  }
}
