import Testing

@testable import Recurrence

struct InitializerTests {
  private func parameters(
    _ initializer: Initializer, _ cell: String, gain: Double = 1, hidden: Int = 24, forgetBias: Double = 0,
    updateBias: Double = 0
  ) throws -> (shape: Shape, parameters: Parameters) {
    let shape = Shape.small(try #require(Cells.named(cell)), layers: 2, hidden: hidden)
    let parameters = Parameters(shape)
    var random = Random(seed: 4, purpose: .parameters)
    initializer.fill(parameters, shape: shape, random: &random)
    var experiment = Experiment()
    (experiment.gain, experiment.forgetBias, experiment.updateBias) = (gain, forgetBias, updateBias)
    Settings.adjust(parameters, shape: shape, from: Experiment(), to: experiment)
    return (shape, parameters)
  }

  private func moments(_ tensor: Tensor) -> (mean: Double, deviation: Double, largest: Double) {
    let (values, count) = (tensor.values, Double(tensor.count))
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (mean, variance.squareRoot(), values.reduce(0) { max($0, abs($1)) })
  }

  private func expectUniform(_ tensor: Tensor, _ bound: Double) {
    let (mean, deviation, largest) = moments(tensor)
    let few = 4 / Double(tensor.count).squareRoot()
    #expect(largest <= bound && largest > bound * (1 - 2 * few))
    #expect(abs(mean) < few * bound && abs(deviation * 3.0.squareRoot() / bound - 1) < few)
  }

  @Test(arguments: Cells.all.map(\.name))
  func pytorch(_ cell: String) throws {
    let (shape, p) = try parameters(.pytorch, cell, gain: 1.5)
    let bound = 1 / 24.0.squareRoot()
    for layer in p.layers {
      expectUniform(layer.inputWeights, bound)
      expectUniform(layer.recurrentWeights, 1.5 * bound)
      expectUniform(layer.inputBias, bound)
      expectUniform(layer.recurrentBias, bound)
    }
    expectUniform(p.readout.weights, bound)
    #expect(shape.layers == 2 && p.layers[0].inputWeights.values != p.layers[1].inputWeights.values)
  }

  @Test(arguments: Cells.all.map(\.name), [Initializer.glorot, .orthogonal, .identity, .normal])
  func theOthersStartWithGlorotsInputsAndNoBiases(_ cell: String, _ initializer: Initializer) throws {
    let (_, p) = try parameters(initializer, cell)
    expectUniform(p.layers[0].inputWeights, (6 / 27.0).squareRoot())
    expectUniform(p.layers[1].inputWeights, (6 / 48.0).squareRoot())
    for layer in p.layers { #expect(layer.inputBias.norm == 0 && layer.recurrentBias.norm == 0) }
    expectUniform(p.readout.weights, 1 / 24.0.squareRoot())
    #expect(p.readout.bias.norm > 0)
  }

  @Test(arguments: Cells.all.map(\.name))
  func recurrentWeightsGateByGate(_ cell: String) throws {
    let orthogonal = try parameters(.orthogonal, cell, gain: 1.25)
    let identity = try parameters(.identity, cell, gain: 0.75)
    for gate in orthogonal.shape.cell.gates.indices {
      let q = orthogonal.parameters.layers[1].recurrentWeights.view(shape: [24, 24], offset: gate * 24 * 24)
      let i = identity.parameters.layers[1].recurrentWeights.view(shape: [24, 24], offset: gate * 24 * 24)
      for a in 0..<24 {
        for b in 0..<24 {
          let product = (0..<24).reduce(0) { $0 + q[a][flat: $1] * q[b][flat: $1] }
          #expect(abs(product - (a == b ? 1.5625 : 0)) < 1e-14)
          #expect(i[a][flat: b] == (a == b ? 0.75 : 0))
        }
      }
    }
    let normal = moments(try parameters(.normal, cell, hidden: 40).parameters.layers[0].recurrentWeights)
    #expect(abs(normal.deviation * 40.0.squareRoot() - 1) < 0.1 && normal.largest > 2.5 / 40.0.squareRoot())
    expectUniform(try parameters(.glorot, cell).parameters.layers[0].recurrentWeights, (6 / 48.0).squareRoot())
  }

  /// Each gate of each layer is drawn by itself: matrices alike would make gates alike.
  @Test(arguments: Cells.all.map(\.name), [Initializer.pytorch, .glorot, .orthogonal, .normal])
  func noTwoGatesStartAlike(_ cell: String, _ initializer: Initializer) throws {
    let (shape, p) = try parameters(initializer, cell)
    let matrices = p.layers.flatMap { layer in
      shape.cell.gates.indices.map { layer.recurrentWeights.view(shape: [24 * 24], offset: $0 * 24 * 24) }
    }
    for (k, a) in matrices.enumerated() {
      for b in matrices[..<k] {
        let overlap = zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(overlap) < 0.25 * a.norm * b.norm)
      }
    }
  }

  /// A bias setting moves the rows of its gate by just that, and nothing else.
  @Test(arguments: Cells.all.map(\.name), Initializer.allCases)
  func gateBiases(_ cell: String, _ initializer: Initializer) throws {
    let (shape, plain) = try parameters(initializer, cell)
    let moved = try parameters(initializer, cell, forgetBias: 2, updateBias: -3).parameters
    for (before, after) in zip(plain.layers, moved.layers) {
      for (k, gate) in shape.cell.gates.enumerated() {
        let shift = gate.bias == .forget ? 2.0 : gate.bias == .update ? -3 : 0
        for row in (24 * k)..<(24 * k + 24) {
          #expect(after.inputBias[flat: row] == before.inputBias[flat: row] + shift)
        }
      }
      #expect(after.recurrentBias.values == before.recurrentBias.values)
      #expect(after.recurrentWeights.values == before.recurrentWeights.values)
    }
    #expect(plain.readout.weights.values == moved.readout.weights.values)
    let biased = shape.cell.gates.filter { $0.bias != nil }.map(\.name)
    if cell == "lstm" { #expect(biased == ["f"]) }
    if cell == "gru" { #expect(biased == ["z"]) }
  }
}
