/// Where, in the order in which a step computes, the first NaN or Inf appeared.
public struct Divergence: Sendable, Equatable, Codable {
  /// The training step.
  public let step: Int
  /// The tensor by its name in the trace: `c_l0`, `dh_l1`, `grad.weight_hh_l0`.
  public let tensor: String
  /// The timestep, from 1; nil for a tensor without one.
  public let timestep: Int?
  /// The position within the timestep's values, or within the tensor.
  public let unit: Int
  /// NaN or ±Inf.
  public let value: Double

  /// Equal where all fields are, NaN being equal to NaN.
  public static func == (a: Divergence, b: Divergence) -> Bool {
    a.step == b.step && a.tensor == b.tensor && a.timestep == b.timestep && a.unit == b.unit
      && isSame(a.value, b.value)
  }
}

extension Trace {
  /// Whether anything in the step may be NaN or Inf: what goes wrong anywhere reaches the loss or a weight's gradient.
  public var isFinite: Bool { loss.isFinite && clipReport.normBefore.isFinite }

  /// The first NaN or Inf of the step; nil where there is none.
  public func firstNonFinite() -> Divergence? {
    let cell = shape.cell
    for (name, tensor) in [("x", x)] + parameters.entries.map({ ("param." + $0.name, $0.tensor) }) {
      if let found = first(in: tensor, name: name, timesteps: nil) { return found }
    }
    for (k, layer) in layers.enumerated() {
      let forward =
        cell.recordedGates.map { ("gate_\($0.gate.name)_l\(k)", layer.gate($0.index)) }
        + cell.states.enumerated().reversed().map { ("\($0.element)_l\(k)", layer.state($0.offset)) }
      if let found = earliest(in: forward, backwards: false) { return found }
    }
    for (name, tensor) in [("y", y), ("loss", losses), ("dy", dy)] {
      if let found = first(in: tensor, name: name, timesteps: nil) { return found }
    }
    for (k, layer) in layers.enumerated().reversed() {
      let backward =
        [("dh_l\(k)", layer.dh)]
        + cell.states.enumerated().dropFirst().map { ("d\($0.element)_l\(k)", layer.dState($0.offset)) }
        + cell.recordedGates.map { ("dgate_\($0.gate.name)_l\(k)", layer.dGate($0.index)) }
      if let found = earliest(in: backward, backwards: true) { return found }
    }
    for (name, tensor) in gradients.entries {
      if let found = first(in: tensor, name: "grad." + name, timesteps: nil) { return found }
    }
    return nil
  }

  /// The first in time over tensors of one sweep, in the sweep's direction.
  private func earliest(in tensors: [(String, Tensor)], backwards: Bool) -> Divergence? {
    let times = Array(0..<shape.length)
    for t in backwards ? times.reversed() : times {
      for (name, tensor) in tensors {
        if let found = first(in: tensor[t], name: name, timesteps: t + 1) { return found }
      }
    }
    return nil
  }

  private func first(in tensor: Tensor, name: String, timesteps: Int?) -> Divergence? {
    tensor.withValues { values in
      values.firstIndex { !$0.isFinite }.map {
        Divergence(step: step, tensor: name, timestep: timesteps, unit: $0, value: values[$0])
      }
    }
  }
}

/// Whether two figures are equal, NaN being equal to NaN.
func isSame(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }
