extension Trace {
  /// A new trace of the same data and parameters, not run yet, under settings that change no size.
  func unrun(with experiment: Experiment) -> Trace {
    var trace = sameData(shape, experiment)
    trace.startsFromGiven = startsFromGiven
    trace.parameters.copy(from: parameters)
    return trace
  }

  /// The step as it would be under another value of a setting: on the same data, and with weights drawn anew where a
  /// trainer would begin anew. Nil where that is impossible, or `stop` ended the work early.
  func attempt(_ setting: String, _ value: String, stop: StopSignal = .never) -> Trace? {
    var changed = experiment
    guard (try? Settings.apply(setting, value, to: &changed)) != nil else { return nil }
    var trace: Trace
    if changed.keepsParameters(of: experiment) {
      trace = unrun(with: changed)
    } else {
      var own = shape
      own.cell = changed.cell
      trace = sameData(own, changed)
      changed.draw(trace.parameters, shape: own)
    }
    return Network(trace.shape).run(&trace, stop: stop) ? trace : nil
  }

  /// A new trace of the same step and data, without parameters.
  private func sameData(_ shape: Shape, _ experiment: Experiment) -> Trace {
    var trace = Trace(shape: shape, experiment: experiment, loss: lossKind)
    (trace.step, trace.terms) = (step, terms)
    trace.x.copy(from: x)
    trace.target.copy(from: target)
    return trace
  }
}
