import Testing

@testable import Recurrence

struct WeightContributionsTests {
  @Test(arguments: Cells.all, [1, 2])
  func normsAreThoseOfTheOuterProducts(cell: CellKind, batch: Int) throws {
    let trace = try smallTrace(cell, layers: 2) { $0.batch = batch }
    for layer in [0, 1] {
      let contributions = try #require(WeightContributions(trace, layer: layer))
      let gates = cell.gates.count
      #expect(contributions.parts.count == 2 * gates)
      for (index, part) in contributions.parts.enumerated() {
        let (isRecurrent, gate) = (index >= gates, index % gates)
        #expect(part.gate == cell.gates[gate].name)
        let own = trace.layers[layer]
        let below = layer == 0 ? trace.x : trace.layers[0].h
        let inputs = isRecurrent ? own.states.view(shape: own.h.shape, offset: 0) : below
        let columns = inputs.shape[2]
        var sum = Tensor(shape: [4, columns])
        for t in 0..<5 {
          let term = outer((isRecurrent ? own.dah : own.dax)[t], inputs[t], gate, columns)
          #expect(abs(part.norms[t] - term.norm) <= 1e-12 * part.norms.max()!)
          sum = Tensor(shape: sum.shape, values: zip(sum.values, term.values).map { $0 + $1 })
        }
        #expect(abs(part.total - sum.norm) <= 1e-13 * part.norms.max()!)
        #expect(part.cancellation > 0 && part.cancellation <= 1 + 1e-12)
      }
    }
  }

  /// Σ_b a_b ⊗ v_b, the plain way.
  private func outer(_ da: Tensor, _ v: Tensor, _ gate: Int, _ columns: Int) -> Tensor {
    let sum = Tensor(shape: [4, columns])
    for b in 0..<da.shape[0] {
      for r in 0..<4 {
        for c in 0..<columns { sum.pointer[r * columns + c] += da[b][flat: gate * 4 + r] * v[b][flat: c] }
      }
    }
    return sum
  }

  @Test func tinyGradientsDoNotUnderflow() throws {
    // ρ^(T−t): the first timesteps' parts lie near 1e-200.
    let trace = try smallTrace(Cells.named("rnn")!, lossAt: .last) {
      $0.length = 201
      $0.activation = .identity
      $0.initializer = .orthogonal
      $0.gain = 0.1
    }
    let part = try #require(WeightContributions(trace, layer: 0)).parts[0]
    #expect(part.norms[0] > 1e-206 && part.norms[0] < 1e-195)
  }

  @Test func samplesThatCancelLeaveNothing() throws {
    // a ⊗ v − a/3 ⊗ 3v, whose squares leave a rounding error of either sign.
    let trace = try smallTrace(Cells.named("gru")!) { $0.length = 100 }
    let (da, x) = (trace.layers[0].dax, trace.x)
    for t in 0..<100 {
      for k in 0..<12 { da[t][1].pointer[k] = -da[t][0].pointer[k] / 3 }
      for k in 0..<3 { x[t][1].pointer[k] = 3 * x[t][0].pointer[k] }
    }
    for part in try #require(WeightContributions(trace, layer: 0)).parts[..<3] {
      for t in 0..<100 { #expect(part.norms[t] <= 1e-7 * da[t].norm * x[t].norm) }
    }
    da.pointer.update(repeating: 0, count: da.count)
    for part in try #require(WeightContributions(trace, layer: 0)).parts[..<3] {
      #expect(part.norms.allSatisfy { $0 == 0 } && part.cancellation.isNaN)
    }
  }

  @Test(arguments: [0, 1])
  func aSampleThatIsNotANumberLeavesNone(sample: Int) throws {
    let trace = try smallTrace(Cells.named("rnn")!)
    trace.layers[0].dax[2][sample].pointer[1] = .nan
    trace.x[4][sample].pointer[1] = .nan
    let part = try #require(WeightContributions(trace, layer: 0)).parts[0]
    #expect(part.norms.map(\.isNaN) == [false, false, true, false, true])
  }

  @Test func theyStopInTheMiddle() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    let stop = StopSignal()
    var parts = 0
    let found = WeightContributions(trace, layer: 0, stop: stop) { _ in
      parts += 1
      if parts == 3 { stop.set() }
    }
    #expect(found == nil && parts == 3)
  }
}
