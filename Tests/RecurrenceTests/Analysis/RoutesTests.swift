import Testing

@testable import Recurrence

struct RoutesTests {
  @Test(arguments: Cells.all, [1, 2])
  func routesAddUpToTheTotal(cell: CellKind, layers: Int) throws {
    for lossAt in LossPosition.allCases {
      for activation in [Activation.tanh, .relu, .softplus] {
        let trace = try smallTrace(cell, layers: layers, lossAt: lossAt) { $0.activation = activation }
        for layer in 0..<layers {
          try expectSum(Routes(trace, layer: layer), trace) { trace.layers[layer].dState($0).values }
        }
      }
    }
  }

  @Test(arguments: Cells.all, [Clipping.Mode.bpttValue, .bpttNorm])
  func withClippingInsideTheyAddUpToTheTotalBeforeTheCut(cell: CellKind, mode: Clipping.Mode) throws {
    let trace = try smallTrace(cell) { $0.clipping = Clipping(mode, threshold: 0.01) }
    try #require(trace.clipReport.isClipped)
    let layer = trace.layers[0]
    try expectSum(Routes(trace, layer: 0), trace) { state in
      state == 0
        ? zip(layer.dhDirect.values, layer.dhRecurrent.values).map { $0 + $1 } : layer.dState(state).values
    }
  }

  @Test(arguments: Cells.all)
  func theyHoldOverLongSequences(cell: CellKind) throws {
    let trace = try smallTrace(cell, lossAt: .last) { $0.length = 400 }
    try expectSum(Routes(trace, layer: 0), trace) { trace.layers[0].dState($0).values }
  }

  /// Gradients whose squares are no numbers any more.
  @Test(arguments: Cells.all)
  func theyHoldWhereGradientsAreTiny(cell: CellKind) throws {
    let trace = rerun(try smallTrace(cell, lossAt: .last)) {
      let weights = $0.parameters.readout.weights
      for k in 0..<weights.count { weights.pointer[k] *= 1e-200 }
    }
    #expect(trace.layers[0].dh[0].norm > 0)
    try expectSum(Routes(trace, layer: 0), trace) { trace.layers[0].dState($0).values }
  }

  @Test func theyOutliveTheirTrace() throws {
    var experiment = Experiment()
    experiment.length = 7
    experiment.learningRate = 1
    let trainer = try Trainer(experiment)
    let routes = Routes(try #require(trainer.step()), layer: 0)
    let before = routes.states[0].routes.map(\.vectors.values)
    for _ in 0..<3 { _ = trainer.step() }
    #expect(routes.states[0].routes.map(\.vectors.values) == before)
  }

  @Test func kindsComeFromTheDescription() throws {
    func kinds(_ cell: String) throws -> [[Routes.Kind]] {
      try Routes(smallTrace(Cells.named(cell)!), layer: 0).states.map { $0.routes.map(\.kind) }
    }
    func weights(_ gates: String...) -> [Routes.Kind] { gates.map { .recurrent(gate: $0) } }
    #expect(try kinds("rnn") == [[.direct] + weights("h")])
    #expect(try kinds("gru") == [[.direct] + weights("r", "z", "n") + [.elementwise(factor: "z")]])
    #expect(
      try kinds("lstm") == [
        [.direct] + weights("i", "f", "g", "o"), [.elementwise(factor: "f"), .within(states: ["h"])],
      ])
  }

  @Test func withoutRecurrentWeightsAnLSTMsMemoryLivesOnTheForgetRoute() throws {
    let trace = rerun(try smallTrace(Cells.named("lstm")!, lossAt: .last)) {
      let weights = $0.parameters.layers[0].recurrentWeights
      weights.pointer.update(repeating: 0, count: weights.count)
    }
    let routes = Routes(trace, layer: 0)
    for t in 0..<4 {
      #expect(abs(routes.states[1].routes[0].shares[t] - 1) < 1e-12)
      #expect(routes.states[0].norms[t] == 0)
      #expect(routes.states[0].routes[0].shares[t].isNaN)
    }
    // f ⊙ ∂L/∂c_(t+1)
    let (f, dc) = (trace.layers[0].gate(1).values, trace.layers[0].dState(1).values)
    let flow = routes.states[1].routes[0].vectors.values
    for k in 0..<(4 * 8) { #expect(abs(flow[k] - f[k + 8] * dc[k + 8]) < 1e-15) }
  }

  /// To 1e-12 of the largest term at each t.
  private func expectSum(_ routes: Routes, _ trace: Trace, of wanted: (Int) -> [Double]) throws {
    let row = trace.shape.batch * trace.shape.hidden
    for (k, state) in routes.states.enumerated() {
      let wanted = wanted(k)
      for t in 0..<trace.shape.length {
        let terms = state.routes.map { $0.vectors[t].values }
        let scale = terms.map(largest).max()!
        for u in 0..<row {
          let sum = terms.map { $0[u] }.reduce(0, +)
          #expect(abs(sum - wanted[t * row + u]) <= 1e-12 * scale, "\(state.state) at t = \(t + 1), \(u)")
        }
        guard state.norms[t] > 0 else { continue }
        let shares = state.routes.map { $0.shares[t] }
        #expect(abs(shares.reduce(0, +) - 1) <= 1e-12 * max(1, largest(shares)))
      }
    }
  }
}
