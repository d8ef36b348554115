extension Trace {
  /// A new trace of the same data and parameters, not run yet, under settings that change no size.
  func unrun(with experiment: Experiment) -> Trace {
    var trace = Trace(shape: shape, experiment: experiment, loss: lossKind)
    (trace.step, trace.terms, trace.startsFromGiven) = (step, terms, startsFromGiven)
    trace.x.copy(from: x)
    trace.target.copy(from: target)
    trace.parameters.copy(from: parameters)
    return trace
  }
}
