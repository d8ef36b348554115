import Testing

@testable import Recurrence

/// Networks whose gradients a formula gives.
struct ClosedFormTests {
  private func cell(_ name: String) throws -> CellKind { try #require(Cells.named(name)) }

  private func setBias(_ rig: Rig, gate: Int, to value: Double) {
    let hidden = rig.trace.shape.hidden
    for unit in 0..<hidden { rig.trace.parameters.layers[0].inputBias.pointer[gate * hidden + unit] = value }
  }

  /// No weights but the readout's: every gate depends on its bias alone.
  private func biasesAlone(_ rig: Rig) {
    let layer = rig.trace.parameters.layers[0]
    for tensor in [layer.inputWeights, layer.recurrentWeights, layer.inputBias, layer.recurrentBias] {
      tensor.fill(Array(repeating: 0, count: tensor.count))
    }
  }

  @Test(arguments: [(0.5, 960), (0.999, 40), (1, 70), (1.25, 300)])
  func aLinearNetworkContractsByItsRadius(_ rho: Double, _ length: Int) throws {
    let rig = Rig(.small(try cell("rnn"), length: length), activation: .identity)
    let weights = rig.trace.parameters.layers[0].recurrentWeights
    orthonormalizeRows(weights)
    for k in 0..<weights.count { weights.pointer[k] *= rho }
    let dh = GradientProfile(rig.run(), layer: 0).dh
    var expected = dh[length - 1]
    #expect(expected > 0)
    for t in (0..<length).reversed() {
      #expect(abs(dh[t] / expected - 1) < 1e-12, "t = \(t + 1)")
      expected *= rho
    }
    if rho == 0.5 { #expect(dh[0] < 1e-288 && dh[0] > 1e-291) }
  }

  @Test(arguments: [-2.0, 0, 1, 3])
  func anLSTMsCellGradientShrinksByItsForgetGate(_ bias: Double) throws {
    let rig = Rig(.small(try cell("lstm"), length: 30))
    biasesAlone(rig)
    setBias(rig, gate: 0, to: 0.3)
    setBias(rig, gate: 1, to: bias)
    setBias(rig, gate: 2, to: 0.7)
    setBias(rig, gate: 3, to: -0.2)
    let layer = rig.run().layers[0]
    let forget = layer.gate(1)[flat: 0]
    let last = layer.dState(1)[29]
    for t in 0..<30 {
      var power = 1.0
      for _ in t..<29 { power *= forget }
      for k in 0..<last.count {
        #expect(abs(layer.dState(1)[t][flat: k] - power * last[flat: k]) <= 1e-13 * abs(power * last[flat: k]))
      }
      // No Wh, no loss before T: nothing reaches h.
      if t < 29 { #expect(layer.dh[t].norm == 0) }
    }
  }

  @Test(arguments: [-1.5, 0, 2])
  func aGRUsGradientShrinksByItsUpdateGate(_ bias: Double) throws {
    let rig = Rig(.small(try cell("gru"), length: 30))
    biasesAlone(rig)
    setBias(rig, gate: 1, to: bias)
    setBias(rig, gate: 2, to: 0.4)
    let layer = rig.run().layers[0]
    let z = layer.gate(1)[flat: 0]
    for t in 0..<29 {
      for k in 0..<layer.dh[t].count {
        let expected = z * layer.dh[t + 1][flat: k]
        #expect(abs(layer.dh[t][flat: k] - expected) <= 1e-15 * abs(expected))
      }
    }
  }

  /// The tutorials' example, from PyTorch's own default weights, and what a bias on the forget gate makes of it.
  @Test(arguments: 0..<4)
  func theClassicExample(_ seed: Int) throws {
    let name = "models/classic-lstm-seed\(seed)-f64"
    let weights = try WeightsFile(reading: Fixture.path(name + ".weights.safetensors"))
    var experiment = Experiment()
    weights.configure(&experiment)
    experiment.task = .file(path: Fixture.path(name + ".data.safetensors"))
    func ratio(_ bias: Double) throws -> Double {
      let own = Parameters(try Trainer(experiment).shape)
      own.copy(from: weights.parameters)
      for unit in 20..<40 { own.layers[0].inputBias.pointer[unit] += bias }
      let trace = try #require(try Trainer(experiment, weights: own).evaluate())
      let dc = trace.layers[0].dState(1)
      return dc[0].norm / dc[99].norm
    }
    let (plain, one, three) = (try ratio(0), try ratio(1), try ratio(3))
    #expect(plain > 1e-24 && plain < 1e-20)
    #expect(one > 1e-11 && one < 1e-8)
    #expect(three > 1e-3 && three < 1)
  }

  /// The same from the engine's own seeds: an untrained LSTM vanishes too, and it is the forget gate that does it.
  @Test(arguments: UInt64(1)...4)
  func theClassicExampleFromOwnSeeds(_ seed: UInt64) throws {
    func ends(_ bias: Double) throws -> (first: Double, last: Double) {
      var experiment = Experiment()
      (experiment.seed, experiment.forgetBias) = (seed, bias)
      let dc = try #require(try Trainer(experiment).evaluate()).layers[0].dState(1)
      return (dc[0].norm, dc[99].norm)
    }
    let (plain, one, three) = (try ends(0), try ends(1), try ends(3))
    #expect(plain.first > 1e-24 && plain.first < 1e-19 && plain.last > 1e-3)
    #expect(one.first > 1e-11 && one.first < 1e-7)
    #expect(three.first > 1e-3 && three.first < 1e-1)
  }
}
