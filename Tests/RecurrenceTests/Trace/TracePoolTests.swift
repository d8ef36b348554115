import Testing

@testable import Recurrence

/// What has been handed out never changes, whether the trace is held or a tensor of it alone.
struct TracePoolTests {
  @Test(arguments: Cells.all.map(\.name))
  func aTensorKeepsItsNumbers(_ name: String) throws {
    let trainer = try Trainer(try smallExperiment(name) { $0.optimizer = .adam })
    let (dh, all, weights, first) = try {
      let trace = try #require(trainer.step())
      return (trace.layers[1].dh[2], trace.gradients.all, trace.parameters["weight_hh_l1"]!, trace.loss)
    }()
    let (dhBefore, allBefore, weightsBefore) = (dh.values, all.values, weights.values)
    for _ in 0..<200 { _ = trainer.step() }
    #expect(try #require(trainer.evaluate()).loss != first)
    #expect(dh.values == dhBefore && all.values == allBefore && weights.values == weightsBefore)
  }

  @Test func memoryIsUsedAgainOnceNobodyHoldsIt() throws {
    let layout = TraceLayout(.small(Cells.all[0]), loss: Loss.mse)
    var pool = TracePool(layout)
    let key = TracePool.DataKey(seed: 1, step: nil)
    var held: Tensor?
    let first = {
      let (arena, isFilled) = pool.take(key)
      #expect(!isFilled)
      held = Tensor(in: arena, layout.layers[0].dhDirect)
      return UInt(bitPattern: arena.base)
    }()
    let second = {
      let (arena, _) = pool.take(key)
      return UInt(bitPattern: arena.base)
    }()
    #expect(second != first, "a tensor is held")
    held = nil
    let again = pool.take(key)
    #expect(UInt(bitPattern: again.arena.base) == first && again.isFilled)
    let other = pool.take(TracePool.DataKey(seed: 2, step: nil))
    #expect(!other.isFilled)
    #expect(held == nil)
  }

  @Test func whatABurstTookIsGivenBack() throws {
    var pool = TracePool(TraceLayout(.small(Cells.all[0]), loss: Loss.mse))
    func key(_ step: Int) -> TracePool.DataKey { TracePool.DataKey(seed: 1, step: step) }
    var held = (0..<20).map { pool.take(key($0)).arena }
    #expect(pool.count == 20)
    held.removeFirst(18)
    for step in 0..<(TracePool.patience + 30) { _ = pool.take(key(step)) }
    #expect(pool.count == 3 && held.count == 2, "those that are held, and the one that is used")
  }
}
