// A step's data once more, in a trace that is not run yet.

extension Trace {
  /// A trace of another's data and parameters, under settings that change no size.
  init(rerunning original: Trace, under experiment: Experiment) {
    self.init(sharing: original, original.shape, experiment)
    startsFromGiven = original.startsFromGiven
    parameters.copy(from: original.parameters)
  }

  /// A trace of another's data, with the parameters with which a trainer of these settings begins.
  ///
  /// The settings may change the network's cell and sizes, but not the data.
  init(beginning original: Trace, under experiment: Experiment) {
    precondition(experiment.hasSameData(as: original.experiment), "a step's data under settings that ask for others")
    var shape = original.shape
    (shape.cell, shape.layers, shape.hidden) = (experiment.cell, experiment.layers, experiment.hidden)
    self.init(sharing: original, shape, experiment)
    startsFromGiven = experiment.begin(parameters, shape: shape, given: given)
  }

  /// The same step and data, without parameters.
  private init(sharing original: Trace, _ shape: Shape, _ experiment: Experiment) {
    self.init(shape: shape, experiment: experiment, loss: original.lossKind)
    (step, terms, given) = (original.step, original.terms, original.given)
    x.copy(from: original.x)
    target.copy(from: original.target)
  }
}
