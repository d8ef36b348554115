import Testing

@testable import Recurrence

struct WeightGrowthTests {
  @Test(arguments: Cells.all, [1, 2])
  func atTheFirstTimestepItIsTheWholeGradient(cell: CellKind, layers: Int) throws {
    let trace = try smallTrace(cell, layers: layers)
    for layer in 0..<layers {
      let growth = try #require(WeightGrowth(trace, layer: layer))
      let gradients = trace.gradients.layers[layer]
      #expect(growth.inputs.count == 5 && growth.recurrent.count == 5)
      #expect(abs(growth.inputs[0] / gradients.inputWeights.norm - 1) < 1e-12)
      #expect(abs(growth.recurrent[0] / gradients.recurrentWeights.norm - 1) < 1e-12)
    }
  }

  /// One sample's first term is an outer product, and each later sum is the one before and that timestep's product.
  @Test func eachTimestepAddsItsProduct() throws {
    let trace = try smallTrace(Cells.named("lstm")!) { $0.batch = 1 }
    let growth = try #require(WeightGrowth(trace, layer: 0))
    let contributions = (try #require(WeightContributions(trace, layer: 0))).parts.filter {
      $0.tensor == "weight_hh_l0"
    }
    func added(_ t: Int) -> Double { contributions.reduce(0) { $0 + $1.norms[t] * $1.norms[t] }.squareRoot() }
    #expect(abs(growth.recurrent[4] / added(4) - 1) < 1e-12)
    for t in 0..<4 { #expect(abs(growth.recurrent[t] - growth.recurrent[t + 1]) <= added(t) * (1 + 1e-12)) }
  }

  @Test func whatIsStoppedHasNoValue() throws {
    let trace = try smallTrace(Cells.named("gru")!)
    let stop = StopSignal()
    stop.set()
    #expect(throws: Unfinished.stopped) { try Growth().run(trace, layer: 0, stop: stop) }
  }
}
