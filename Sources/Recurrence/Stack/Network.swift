/// Stacked recurrent layers under a linear readout: one step forward and back, into a trace.
struct Network {
  let shape: Shape
  private let layers: [Layer]
  private let readout: Readout

  init(_ shape: Shape) {
    _ = matrixLibraryIsReady
    self.shape = shape
    layers = (0..<shape.layers).map { Layer(shape, index: $0) }
    readout = Readout(shape: shape)
  }

  /// Fills the trace from its own x, target and parameters: states, losses, and every gradient, unclipped.
  /// Backpropagation goes back over `window` timesteps at a time, all of them by default.
  ///
  /// False where `stop` ended the work early; the trace then holds nothing of meaning.
  func run(_ trace: Trace, clipping: Clipping, window: Int = .max, stop: StopSignal) -> Bool {
    forward(trace, stop: stop) && backward(trace, clipping: clipping, window: window, stop: stop)
  }

  /// A state of a layer, h_t and its like with t = 0 … T, that stands changed in a trace.
  struct ChangedState {
    let layer: Int
    let t: Int
  }

  /// Fills the trace's states, outputs, losses and ∂L/∂y; only what follows from `changed`, where that is given.
  func forward(_ trace: Trace, after changed: ChangedState? = nil, stop: StopSignal) -> Bool {
    for k in (changed?.layer ?? 0)..<shape.layers {
      // In its own layer the change is felt at t + 1, in those above at t.
      let start = changed.map { k == $0.layer ? $0.t : max(0, $0.t - 1) } ?? 0
      layers[k].forward(
        trace.parameters.layers[k], x: input(k, trace), trace: trace.layers[k],
        activation: trace.experiment.activation, from: start, stop: stop)
    }
    if stop.isSet { return false }
    readout.forward(trace.parameters.readout, h: trace.layers[shape.layers - 1].h, y: trace.y)
    evaluateLoss(trace)
    return true
  }

  private func backward(_ trace: Trace, clipping: Clipping, window: Int, stop: StopSignal) -> Bool {
    let p = trace.parameters
    let top = trace.layers[shape.layers - 1]
    readout.backward(
      p.readout, h: top.h, dy: trace.dy, gradients: trace.gradients.readout, dhDirect: top.dhDirect)
    var cuts = BackwardClipReport()
    for k in stride(from: shape.layers - 1, through: 0, by: -1) {
      let layer = layers[k]
      let report = layer.backward(
        p.layers[k], trace: trace.layers[k], clipping: clipping, window: window, stop: stop)
      cuts.components += report.components
      cuts.timesteps += report.timesteps
      if k > 0 {
        layer.descend(p.layers[k], trace: trace.layers[k], into: trace.layers[k - 1].dhDirect, stop: stop)
      }
      layer.accumulate(trace.gradients.layers[k], x: input(k, trace), trace: trace.layers[k], stop: stop)
    }
    if stop.isSet { return false }

    let timesteps = shape.layers * shape.length
    trace.clipReport = ClipReport()
    trace.clipReport.timestepShare = Double(cuts.timesteps) / Double(timesteps)
    trace.clipReport.componentShare = Double(cuts.components) / Double(timesteps * shape.batch * shape.hidden)
    trace.clipReport.isClipped = cuts.timesteps > 0
    return true
  }

  private func input(_ layer: Int, _ trace: Trace) -> Tensor {
    layer == 0 ? trace.x : trace.layers[layer - 1].h
  }

  private func evaluateLoss(_ trace: Trace) {
    let loss = trace.lossKind
    let targets = shape.batch * loss.targets(outputs: shape.outputs)
    let outputs = shape.batch * shape.outputs
    for step in 0..<shape.lossSteps {
      trace.losses.pointer[step] = loss.evaluate(
        trace.y.pointer + step * outputs, target: trace.target.pointer + step * targets,
        dy: trace.dy.pointer + step * outputs, batch: shape.batch, outputs: shape.outputs)
    }
  }
}
