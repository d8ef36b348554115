/// A stack under a linear readout: one step forward and back, into a trace.
struct Network {
  let shape: Shape
  private let stack: Stack

  init(_ shape: Shape, crew: Crew = .shared) {
    self.shape = shape
    stack = Stack(shape, crew: crew)
  }

  /// Fills the trace from its own x, target and parameters: states, losses, every gradient, and the gradients clipped
  /// as its settings say. Backpropagation goes back over `window` timesteps at a time, all of them by default.
  ///
  /// False where `stop` ended the work early; the trace then holds nothing of meaning.
  func run(_ trace: inout Trace, window: Int = .max, stop: StopSignal = .never) -> Bool {
    let clipping = trace.experiment.clipping
    let cuts = stack.run(
      trace.parameters, gradients: trace.gradients, Batch(x: trace.x), trace: trace.layers, head: readout(trace),
      activation: trace.experiment.activation, clipping: clipping, window: window, stop: stop)
    guard let cuts else { return false }
    trace.clipReport = ClipReport(cuts, shape)
    clipping.apply(to: &trace)
    return true
  }

  /// Fills the trace's states, outputs, losses and ∂L/∂y; only what follows from `changed`, where that is given. False
  /// where `stop` ended the work early.
  func forward(_ trace: Trace, after changed: Stack.ChangedState? = nil, stop: StopSignal = .never) -> Bool {
    let batch = Batch(x: trace.x)
    stack.forward(
      trace.parameters, batch, trace: trace.layers, activation: trace.experiment.activation, after: changed, stop: stop)
    if stop.isSet { return false }
    readout(trace).forward(trace.layers, batch)
    return true
  }

  /// The readout with the tensors of a trace.
  func readout(_ trace: Trace) -> LinearReadout {
    LinearReadout(
      shape: shape, loss: trace.lossKind, parameters: trace.parameters.readout, gradients: trace.gradients.readout,
      target: trace.target, y: trace.y, dy: trace.dy, losses: trace.losses)
  }
}
