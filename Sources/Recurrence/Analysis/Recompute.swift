extension WhatIf {
  /// A change of a trace's settings; none by default.
  public init(_ trace: Trace, _ change: (inout Experiment) -> Void = { _ in }) {
    var changed = trace.experiment
    change(&changed)
    self.init(from: trace.experiment, to: changed)
  }

  /// The step of a trace with the changes made, as a trace of its own; nil where `stop` ended the work early.
  public func recompute(_ original: Trace, stop: StopSignal = .never) -> Trace? {
    var trace = Trace(rerunning: original, under: experiment(from: original.experiment))
    Settings.adjust(trace.parameters, shape: trace.shape, from: original.experiment, to: trace.experiment)
    return Network(trace.shape).run(&trace, stop: stop) ? trace : nil
  }
}
