@_exported import Safetensors

/// A trace as a safetensors file; docs/trace-files.md lists the names.
public enum TraceFile {
  /// Writes a trace, and whatever tensors and metadata are to stand beside it. Throws a `FileError` with the remedy; the
  /// path then has what it had before.
  public static func write(
    _ trace: Trace, to path: String, adding others: [NamedTensor] = [], metadata extra: [String: String] = [:]
  ) throws {
    var writer = SafetensorsWriter(metadata: metadata(trace).merging(extra) { $1 })
    let shape = trace.shape
    writer.add("x", trace.x)
    // With a single loss the file's target has no axis of time, as the data file's.
    let targetShape = shape.lossAt == .last ? Array(trace.target.shape.dropFirst()) : trace.target.shape
    writer.add("target", trace.target, shape: targetShape, asInteger: trace.lossKind.takesClasses)
    for (k, layer) in trace.layers.enumerated() {
      for (index, state) in shape.cell.states.enumerated() {
        writer.add("\(state)_l\(k)", layer.state(index))
        writer.add("d\(state)_l\(k)", layer.dState(index))
      }
      for (index, gate) in shape.cell.recordedGates {
        writer.add("gate_\(gate.name)_l\(k)", layer.gate(index))
        writer.add("dgate_\(gate.name)_l\(k)", layer.dGate(index))
      }
      writer.add("dh_direct_l\(k)", layer.dhDirect)
    }
    writer.add("y", trace.y)
    writer.add("dy", trace.dy)
    writer.add("loss", trace.losses)
    for (name, tensor) in trace.gradients.entries { writer.add("grad.\(name)", tensor) }
    if trace.experiment.clipping.mode != .off {
      for (name, tensor) in trace.clipped.entries { writer.add("clipped.\(name)", tensor) }
    }
    for (name, tensor) in trace.parameters.entries { writer.add("param.\(name)", tensor) }
    for (name, tensor) in others { writer.add(name, tensor) }
    try writer.write(to: path)
  }

  private static func metadata(_ trace: Trace) -> [String: String] {
    let experiment = trace.experiment
    return [
      "cell": trace.shape.cell.name,
      "activation": experiment.activation.rawValue,
      "step": "\(trace.step)",
      "seed": "\(experiment.seed)",
      "task": experiment.task.name,
      "loss": trace.lossKind.name,
      "loss_at": trace.shape.lossAt.rawValue,
      "clip": experiment.clipping.mode.rawValue,
      "theta": "\(experiment.clipping.threshold)",
      "norm_before": "\(trace.clipReport.normBefore)",
      "norm_after": "\(trace.clipReport.normAfter)",
    ]
  }
}
