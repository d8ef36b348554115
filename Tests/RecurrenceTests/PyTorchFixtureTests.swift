import Testing

@testable import Recurrence

/// What PyTorch's autograd finds for whole steps, and for files as users have them.
struct PyTorchFixtureTests {
  static let tolerance = 1e-10

  @Test(arguments: Fixture.names(in: "steps", ending: ".safetensors"))
  func aStepIsPyTorchs(_ name: String) throws {
    let file = try Fixture.open("steps/\(name).safetensors")
    let cell = try #require(Cells.named(file.metadata["cell"] ?? ""))
    let loss = try #require(Loss(rawValue: file.metadata["loss"] ?? ""))
    let lossAt = try #require(LossPosition(rawValue: file.metadata["loss_at"] ?? ""))
    let x = try #require(file.shape(of: "x"))
    let readout = try #require(file.shape(of: "param.fc.weight"))
    let shape = Shape(
      cell: cell, layers: try #require(Int(file.metadata["layers"] ?? "")), inputs: x[2], hidden: readout[1],
      outputs: readout[0], length: x[0], batch: x[1], lossAt: lossAt)
    let activation = try #require(Activation(rawValue: file.metadata["activation"] ?? ""))
    let rig = Rig(shape, activation: activation, loss: loss)
    rig.trace.x.fill(try file.doubles("x"))
    rig.trace.target.fill(try file.numbers("target"))
    for (key, tensor) in rig.trace.parameters.entries {
      tensor.fill(try file.doubles("param." + (key.hasPrefix("fc.") ? key : cell.name + "." + key)))
    }
    let given = 2 + rig.trace.parameters.entries.count
    let compared = try compare(rig.run(), with: file, prefix: cell.name + ".", readout: "fc.")
    #expect(compared == file.tensorNames.count - given, "a tensor of the fixture was left out")
  }

  @Test(arguments: Fixture.names(in: "models", ending: ".trace.safetensors"))
  func aModelsFilesGivePyTorchsTrace(_ name: String) throws {
    let weights = try WeightsFile(reading: Fixture.path("models/\(name).weights.safetensors"))
    let expected = try Fixture.open("models/\(name).trace.safetensors")
    var experiment = Experiment()
    weights.configure(&experiment)
    experiment.task = .file(path: Fixture.path("models/\(name).data.safetensors"))
    let trainer = try Trainer(experiment, weights: weights.parameters)
    #expect(trainer.experiment.cell.name == expected.metadata["cell"])
    #expect(trainer.loss.name == expected.metadata["loss"])
    #expect(trainer.shape.lossAt.rawValue == expected.metadata["loss_at"])
    #expect("\(trainer.shape.layers)" == expected.metadata["layers"])
    let compared = try compare(
      try #require(trainer.evaluate()), with: expected, prefix: try #require(expected.metadata["prefix"]) + ".",
      readout: try #require(expected.metadata["readout"]) + ".")
    #expect(compared == expected.tensorNames.count)
  }

  @Test func thereAreFixtures() {
    #expect(Fixture.names(in: "steps", ending: ".safetensors").count >= 34)
    #expect(Fixture.names(in: "models", ending: ".trace.safetensors").count >= 9)
  }

  @Test(arguments: [("bidirectional", "bidirectional"), ("projection", "proj_size")])
  func whatWouldBeMisreadIsRefused(_ name: String, _ word: String) throws {
    let error = #expect(throws: FileError.self) {
      try WeightsFile(reading: Fixture.path("models/refused-\(name).weights.safetensors"))
    }
    #expect(error?.description.contains(word) == true)
  }

  /// Compares every tensor of the trace that the file has; tells how many.
  private func compare(_ trace: Trace, with file: SafetensorsFile, prefix: String, readout: String) throws -> Int {
    let (cell, length, steps) = (trace.shape.cell, trace.shape.length, trace.shape.lossSteps)
    var found: [(name: String, tensor: Tensor, rows: Int)] = [
      ("y", trace.y, steps), ("dy", trace.dy, steps), ("loss", trace.losses, steps),
    ]
    for (k, layer) in trace.layers.enumerated() {
      for (index, state) in cell.states.enumerated() {
        found.append(("\(state)_l\(k)", layer.state(index), length))
        found.append(("d\(state)_l\(k)", layer.dState(index), length))
      }
      for (index, gate) in cell.recordedGates {
        found.append(("gate_\(gate.name)_l\(k)", layer.gate(index), length))
        found.append(("dgate_\(gate.name)_l\(k)", layer.dGate(index), length))
      }
      found.append(("dh_direct_l\(k)", layer.dhDirect, length))
    }
    for (name, tensor) in trace.gradients.entries {
      let key = name.hasPrefix("fc.") ? readout + name.dropFirst(3) : prefix + name
      found.append(("grad." + key, tensor, 1))
    }
    var compared = 0
    for (name, tensor, rows) in found {
      guard let shape = file.shape(of: name) else { continue }
      compared += 1
      #expect(shape == tensor.shape, "\(name)")
      let worst = deviation(tensor.values, try file.doubles(name), rows: rows)
      #expect(worst <= PyTorchFixtureTests.tolerance, "\(name) is off by \(worst)")
    }
    return compared
  }
}
