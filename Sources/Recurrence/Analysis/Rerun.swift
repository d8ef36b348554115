extension Trace {
  /// A new trace of the same data and parameters, not run yet, under settings that change no size.
  func unrun(with experiment: Experiment) -> Trace {
    let trace = Trace(shape: shape, experiment: experiment, loss: lossKind)
    trace.step = step
    trace.x.copy(from: x)
    trace.target.copy(from: target)
    trace.parameters.copy(from: parameters)
    return trace
  }

  /// Runs forward, back and through clipping, as a training step does; false where `stop` ended it early.
  func run(window: Int = .max, stop: StopSignal = .never) -> Bool {
    guard Network(shape).run(self, clipping: experiment.clipping, window: window, stop: stop) else { return false }
    clip()
    return true
  }
}
