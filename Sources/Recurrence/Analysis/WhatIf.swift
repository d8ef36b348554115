/// The same step under other settings: the same data, and the same parameters but for what is asked here.
///
///     var change = WhatIf(trace)
///     change.forgetBias += 1
///     let after = change.recompute(trace)   // beside `trace`
public struct WhatIf: Sendable, Hashable {
  /// What is clipped, and θ.
  public var clipping: Clipping
  /// φ.
  public var activation: Activation
  /// The forget bias as in the settings; what it differs from theirs is added to the forget gates' input bias as it
  /// is now.
  public var forgetBias: Double
  /// The update bias, likewise.
  public var updateBias: Double
  /// A factor on every layer's Wh as it is now; the settings' gain is multiplied by it too.
  public var gainFactor = 1.0

  /// No change yet.
  public init(_ trace: Trace) { self.init(trace.experiment) }

  /// The change that leads to these settings' clipping, activation and biases.
  init(_ experiment: Experiment) {
    clipping = experiment.clipping
    activation = experiment.activation
    forgetBias = experiment.forgetBias
    updateBias = experiment.updateBias
  }

  /// The settings of the changed step.
  public func experiment(from original: Experiment) -> Experiment {
    var experiment = original
    experiment.clipping = clipping
    experiment.activation = activation
    experiment.forgetBias = forgetBias
    experiment.updateBias = updateBias
    experiment.gain *= gainFactor
    return experiment
  }

  /// The step of a trace with the changes made, as a trace of its own; nil where `stop` ended the work early.
  public func recompute(_ original: Trace, stop: StopSignal = .never) -> Trace? {
    var trace = original.unrun(with: experiment(from: original.experiment))
    change(trace.parameters, shape: trace.shape, from: original.experiment)
    return Network(trace.shape).run(&trace, stop: stop) ? trace : nil
  }

  /// Makes the change in parameters that were trained under the original settings.
  func change(_ parameters: Parameters, shape: Shape, from original: Experiment) {
    let forget = forgetBias - original.forgetBias
    let update = updateBias - original.updateBias
    for layer in parameters.layers {
      for k in 0..<layer.recurrentWeights.count { layer.recurrentWeights.pointer[k] *= gainFactor }
      for (k, gate) in shape.cell.gates.enumerated() {
        let delta = gate.bias.map { $0 == .forget ? forget : update } ?? 0
        for unit in 0..<shape.hidden { layer.inputBias.pointer[k * shape.hidden + unit] += delta }
      }
    }
  }
}
