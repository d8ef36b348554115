/// Where, in the order in which a step computes, the first NaN or Inf appeared.
///
/// JSON has no number for its value: an encoder needs a `nonConformingFloatEncodingStrategy`.
public struct Divergence: Sendable, Codable {
  /// The training step, from 0.
  public let step: Int
  /// The tensor by its name in the trace: `c_l0`, `dh_l1`, `grad.weight_hh_l0`.
  public let tensor: String
  /// The timestep, from 1; nil for a tensor without one.
  public let timestep: Int?
  /// The sample of the batch, from 1; nil where there is one alone, or no such axis.
  public let sample: Int?
  /// The position, from 1: of the unit, input or output at that timestep, or within the whole tensor.
  public let position: Int
  /// NaN or ±Inf.
  public let value: Double

  /// Whether what was given to the step held it: its weights or its data. Then no setting helps.
  public var isGiven: Bool { tensor.hasPrefix("param.") || tensor == "x" || tensor == "target" }
}

extension Divergence: Equatable {
  /// Equal where all fields are, NaN being equal to NaN.
  public static func == (a: Divergence, b: Divergence) -> Bool {
    a.step == b.step && a.tensor == b.tensor && a.timestep == b.timestep && a.sample == b.sample
      && a.position == b.position && isSame(a.value, b.value)
  }
}

extension Trace {
  /// The first NaN or Inf of the step; nil where there is none.
  public func firstNonFinite() -> Divergence? {
    let cell = shape.cell
    for (name, tensor) in [("x", x), ("target", target)] {
      if let found = earliest(in: [(name, tensor)]) { return found }
    }
    for (name, tensor) in parameters.entries {
      if let found = anywhere(in: tensor, name: "param." + name) { return found }
    }
    for (k, layer) in layers.enumerated() {
      let forward =
        cell.recordedGates.map { ("gate_\($0.gate.name)_l\(k)", layer.gate($0.index)) }
        + cell.states.enumerated().reversed().map { ("\($0.element)_l\(k)", layer.state($0.offset)) }
      if let found = earliest(in: forward) { return found }
    }
    for (name, tensor) in [("y", y), ("loss", losses), ("dy", dy)] {
      if let found = earliest(in: [(name, tensor)]) { return found }
    }
    for (k, layer) in layers.enumerated().reversed() {
      let backward =
        [("dh_l\(k)", layer.dh)]
        + cell.states.enumerated().dropFirst().map { ("d\($0.element)_l\(k)", layer.dState($0.offset)) }
        + cell.recordedGates.map { ("dgate_\($0.gate.name)_l\(k)", layer.dGate($0.index)) }
      if let found = earliest(in: backward, backwards: true) { return found }
    }
    for (name, tensor) in gradients.entries {
      if let found = anywhere(in: tensor, name: "grad." + name) { return found }
    }
    return nil
  }

  /// The first in time over tensors of one sweep, (timesteps, …) each, in the sweep's direction.
  private func earliest(in tensors: [(String, Tensor)], backwards: Bool = false) -> Divergence? {
    let times = Array(0..<tensors[0].1.shape[0])
    // A single loss is that of T.
    let first = times.count == shape.length ? 1 : shape.length
    for t in backwards ? times.reversed() : times {
      for (name, tensor) in tensors {
        let row = tensor.count / times.count
        for k in 0..<row where !tensor.pointer[t * row + k].isFinite {
          let perSample = max(1, row / shape.batch)
          return Divergence(
            step: step, tensor: name, timestep: t + first,
            sample: shape.batch > 1 && row >= shape.batch ? k / perSample + 1 : nil,
            position: row >= shape.batch ? k % perSample + 1 : k + 1, value: tensor.pointer[t * row + k])
        }
      }
    }
    return nil
  }

  private func anywhere(in tensor: Tensor, name: String) -> Divergence? {
    tensor.withValues { values in
      values.firstIndex { !$0.isFinite }.map {
        Divergence(step: step, tensor: name, timestep: nil, sample: nil, position: $0 + 1, value: values[$0])
      }
    }
  }
}
