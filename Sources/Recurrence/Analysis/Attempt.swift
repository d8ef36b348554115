extension Trace {
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
      trace = Trace(shape: own, experiment: changed, loss: lossKind)
      trace.step = step
      trace.x.copy(from: x)
      trace.target.copy(from: target)
      changed.draw(trace.parameters, shape: own)
    }
    return Network(trace.shape).run(&trace, stop: stop) ? trace : nil
  }
}
