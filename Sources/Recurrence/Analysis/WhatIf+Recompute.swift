extension WhatIf {
  /// The step of a trace with the changes made, as a trace of its own; nil where `stop` ended the work early.
  public func recompute(_ original: Trace, stop: StopSignal = .never) -> Trace? {
    var trace = original.unrun(with: experiment(from: original.experiment))
    Settings.adjust(trace.parameters, shape: trace.shape, from: original.experiment, to: trace.experiment)
    return Network(trace.shape).run(&trace, stop: stop) ? trace : nil
  }
}
