import Testing

@testable import Recurrence

/// A stack on its own: initial states, spans, and direct gradients from elsewhere.
struct StackTests {
  /// Two layers, 5 inputs, 4 units, 7 timesteps, 3 samples.
  private static func shape(_ cell: CellKind, length: Int = 7, batch: Int = 3) -> Shape {
    Shape(cell: cell, layers: 2, inputs: 5, hidden: 4, outputs: 6, length: length, batch: batch, lossAt: .last)
  }

  private static let spans: [ClosedRange<Int>] = [2...6, 1...7, 3...3]

  @Test(arguments: Cells.all)
  func packedSequencesArePyTorchs(cell: CellKind) throws {
    let file = try Fixture.open("packed/\(cell.name).safetensors")
    let shape = StackTests.shape(cell)
    let parameters = Parameters(shape)
    for (name, tensor) in parameters.entries where !name.hasPrefix("fc.") { tensor.fill(try file.doubles(name)) }
    func tensor(_ name: String) throws -> Tensor {
      Tensor(shape: try #require(file.shape(of: name)), values: try file.doubles(name))
    }
    /// What PyTorch keeps by state, (layers, B, H), layer by layer.
    func byLayer(_ suffix: String, _ prefix: String = "") throws -> [Tensor] {
      let all = try cell.states.map { try tensor(prefix + $0 + suffix) }
      return (0..<2).map { layer in
        Tensor(shape: [all.count, 3, 4], values: all.flatMap { $0[layer].values })
      }
    }
    let spans = try file.integers("lengths").map { 1...$0 }
    let batch = Batch(x: try tensor("x"), spans: spans, initial: try byLayer("_0"))
    let head = RecordedGradients(dh: try tensor("d_output"), final: try byLayer("_n", "d_"))
    let gradients = Parameters(shape)
    let trace = StackTrace(shape)
    let done = Stack(shape).run(parameters, gradients: gradients, batch, trace: trace, head: head, activation: .tanh)
    #expect(done != nil)

    for (name, gradient) in gradients.entries where !name.hasPrefix("fc.") {
      #expect(deviation(gradient.values, try file.doubles("grad." + name)) < 1e-10, "\(name)")
    }
    let (first, last) = (try byLayer("_0", "d_"), try byLayer("_n"))
    for layer in 0..<2 {
      #expect(deviation(trace[layer].dInitial.values, first[layer].values) < 1e-10)
      let ends = cell.states.indices.flatMap { trace[layer].state($0)[6].values }
      #expect(deviation(ends, last[layer].values) < 1e-10, "a state that has ended is held")
    }
    let output = try file.doubles("output")
    for (k, h) in trace.top.h.values.enumerated() where spans[k / 4 % 3].contains(k / 12 + 1) {
      #expect(abs(h - output[k]) < 1e-12)
    }
  }

  /// Each sample of a ragged batch, and of one that begins late, is what it is alone; outside all of ∂L/∂ is 0.
  @Test(arguments: Cells.all, [1, Int.max])
  func aSampleIsWhatItIsAlone(cell: CellKind, window: Int) throws {
    let shape = StackTests.shape(cell)
    var random = Random(seed: 3, purpose: .analysis)
    let parameters = Parameters(shape)
    parameters.all.fillNormal(&random, scale: 0.6)
    let (x, dh) = (Tensor(shape: [7, 3, 5]), Tensor(shape: [7, 3, 4]))
    x.fillNormal(&random, scale: 1)
    for (t, sample) in StackTests.places where StackTests.spans[sample].contains(t) {
      dh[t - 1][sample].fillNormal(&random, scale: 1)
    }
    let states = cell.states.count
    let (initial, final) = (
      [0, 1].map { _ in Tensor(shape: [states, 3, 4]) }, [0, 1].map { _ in Tensor(shape: [states, 3, 4]) }
    )
    for tensor in initial + final { tensor.fillNormal(&random, scale: 1) }
    let trace = StackTrace(shape)
    let sum = Parameters(shape)
    let gradients = Parameters(shape)
    _ = Stack(shape).run(
      parameters, gradients: gradients, Batch(x: x, spans: StackTests.spans, initial: initial), trace: trace,
      head: RecordedGradients(dh: dh, final: final), activation: .tanh, window: window)

    for (sample, span) in StackTests.spans.enumerated() {
      let own = StackTests.shape(cell, length: span.count, batch: 1)
      func rows(_ tensor: Tensor) -> Tensor {
        Tensor(
          shape: [span.count, 1, tensor.shape[2]], values: span.flatMap { tensor[$0 - 1][sample].values })
      }
      func part(_ tensor: Tensor) -> Tensor {
        Tensor(shape: [states, 1, 4], values: (0..<states).flatMap { tensor[$0][sample].values })
      }
      let alone = StackTrace(own)
      let its = Parameters(own)
      _ = Stack(own).run(
        parameters, gradients: its, Batch(x: rows(x), initial: initial.map(part)), trace: alone,
        head: RecordedGradients(dh: rows(dh), final: final.map(part)), activation: .tanh, window: window)
      for k in 0..<sum.all.count { sum.all.pointer[k] += its.all.pointer[k] }
      for layer in 0..<2 {
        let pairs =
          (0..<states).flatMap {
            [(trace[layer].state($0), alone[layer].state($0)), (trace[layer].dState($0), alone[layer].dState($0))]
          }
          + cell.gates.indices.flatMap {
            [(trace[layer].gate($0), alone[layer].gate($0)), (trace[layer].dGate($0), alone[layer].dGate($0))]
          }
          + [(trace[layer].dhDirect, alone[layer].dhDirect), (trace[layer].dhRecurrent, alone[layer].dhRecurrent)]
        for (found, wanted) in pairs { #expect(deviation(rows(found).values, wanted.values) < 1e-12) }
        #expect(deviation(part(trace[layer].dInitial).values, alone[layer].dInitial.values) < 1e-12)
      }
    }
    #expect(deviation(gradients.all.values, sum.all.values) < 1e-12)
    for (t, sample) in StackTests.places where !StackTests.spans[sample].contains(t) {
      for layer in trace {
        let gone =
          cell.states.indices.map { layer.dState($0) } + cell.gates.indices.map { layer.dGate($0) }
          + [layer.dhDirect, layer.dhRecurrent, layer.dax, layer.dah]
        for tensor in gone { #expect(tensor[t - 1][sample].values.allSatisfy { $0 == 0 }) }
        let (before, after) = (layer.states[0][t - 1][sample].values, layer.states[0][t][sample].values)
        #expect(before == after)
      }
    }
  }

  private static let places = (1...7).flatMap { t in (0..<3).map { (t, $0) } }

  /// What a readout asks of a stack, recorded, gives the same gradients again.
  @Test(arguments: Cells.all, LossPosition.allCases)
  func recordedGradientsStandForAReadout(cell: CellKind, lossAt: LossPosition) throws {
    let trace = Rig(.small(cell, layers: 2, lossAt: lossAt)).run()
    let head = RecordedGradients(dh: Tensor(shape: trace.layers.top.dhDirect.shape), final: nil)
    head.dh.copy(from: trace.layers.top.dhDirect)
    let (again, gradients) = (StackTrace(trace.shape), Parameters(trace.shape))
    _ = Stack(trace.shape).run(
      trace.parameters, gradients: gradients, Batch(x: trace.x), trace: again, head: head, activation: .tanh)
    for layer in 0..<2 {
      #expect(again[layer].dh.values == trace.layers[layer].dh.values)
      #expect(gradients.layer(layer).recurrentWeights.values == trace.gradients.layer(layer).recurrentWeights.values)
    }
  }

  /// ∂L/∂ of the initial states against central differences of L.
  @Test(arguments: Cells.all)
  func initialStatesHaveAGradient(cell: CellKind) throws {
    let rig = Rig(.small(cell, layers: 2))
    let shape = rig.trace.shape
    var random = Random(seed: 9, purpose: .analysis)
    let initial = (0..<2).map { _ in Tensor(shape: [cell.states.count, 2, 4]) }
    for tensor in initial { tensor.fillNormal(&random, scale: 0.5) }
    let batch = Batch(x: rig.trace.x, initial: initial)
    let stack = Stack(shape)
    let head = rig.network.readout(rig.trace)
    let trace = rig.trace
    _ = stack.run(
      trace.parameters, gradients: trace.gradients, batch, trace: trace.layers, head: head, activation: .tanh)
    func loss() -> Double {
      stack.forward(trace.parameters, batch, trace: trace.layers, activation: .tanh, stop: .never)
      head.forward(trace.layers, batch)
      return trace.loss
    }
    for (layer, tensor) in initial.enumerated() {
      let gradient = trace.layers[layer].dInitial
      #expect(gradient.norm > 0)
      for k in 0..<tensor.count {
        let start = tensor.pointer[k]
        tensor.pointer[k] = start + 1e-5
        let above = loss()
        tensor.pointer[k] = start - 1e-5
        let difference = (above - loss()) / 2e-5
        tensor.pointer[k] = start
        #expect(abs(difference - gradient[flat: k]) < 1e-7 * max(1, gradient.norm), "layer \(layer), \(k)")
      }
    }
  }

  /// A readout at T of samples that ended before: the loss of each alone, its gradient at its own last timestep.
  @Test(arguments: Cells.all)
  func aReadoutReadsEachSampleAtItsEnd(cell: CellKind) throws {
    let rig = Rig(.small(cell))
    let trace = rig.trace
    var head = rig.network.readout(trace)
    let weights = Tensor(shape: [1, 2], values: [0.75, 0])
    head.weights = weights
    trace.target[0][1].fill(.nan)
    let batch = Batch(x: trace.x, spans: [1...3, 1...5])
    _ = Stack(trace.shape).run(
      trace.parameters, gradients: trace.gradients, batch, trace: trace.layers, head: head, activation: .tanh)
    let dh = trace.layers[0].dh
    #expect((0..<5).allSatisfy { dh[$0][1].norm == 0 }, "a sample that does not count")
    #expect(dh[2][0].norm > 0 && dh[3][0].norm == 0 && dh[4][0].norm == 0)
    #expect(trace.layers[0].dhDirect[2][0].norm > 0 && trace.layers[0].dhDirect[1][0].norm == 0)

    let short = Shape.small(cell, length: 3)
    var alone = Trace(shape: short, experiment: trace.experiment, loss: trace.lossKind)
    alone.x.copy(from: trace.x.view(shape: alone.x.shape, offset: 0))
    alone.parameters.copy(from: trace.parameters)
    alone.target.copy(from: trace.target)
    alone.target[0][1].fill(0)
    #expect(Network(short).run(&alone))
    // 1/B = 1/2 there, 3/4 here.
    for t in 0..<3 {
      #expect(deviation(dh[t][0].values, alone.layers[0].dh[t][0].values.map { $0 * 1.5 }) < 1e-13)
    }
    #expect(trace.gradients.readout.weights.norm > 0 && trace.gradients.all.norm.isFinite)
  }
}

extension StackTrace {
  /// A trace with memory of its own.
  fileprivate init(_ shape: Shape) {
    var plan = ArenaPlan()
    let layouts = (0..<shape.layers).map { _ in LayerLayout(shape, plan: &plan) }
    self.init(in: Arena(count: plan.count), layouts)
  }
}
