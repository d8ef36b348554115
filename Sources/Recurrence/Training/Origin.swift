/// What a trainer was given beside its settings; from it and them every start of the parameters follows.
final class Origin: Sendable {
  /// What was given in place of the task's own source and loss.
  let own: (source: any DataSource, loss: (any LossFunction)?)?
  /// The weights to start from, and the settings that they stand in for.
  let given: (weights: Parameters, experiment: Experiment)?

  init(
    _ experiment: Experiment, own: (source: any DataSource, loss: (any LossFunction)?)?, weights: Parameters?
  ) {
    self.own = own
    // The settings act on weights that are given, as on drawn ones.
    given = weights.map { ($0, experiment.withoutAdjustments) }
  }

  /// The source of data that settings ask for; `opened` is one that may have read the file already. Throws `Stopped`
  /// where `stop` ended the reading of a file early.
  func open(
    _ experiment: Experiment, opened: (any DataSource)? = nil, stop: StopSignal = .never
  ) throws -> any DataSource {
    try own?.source ?? experiment.task.open(experiment.dataSizes, opened: opened, stop: stop)
  }

  /// Step 0: the weights that were given where they are still meant, or those that the seed gives.
  func start(_ setup: Setup) -> TrainingState {
    let (experiment, parameters) = (setup.experiment, Parameters(setup.shape))
    var isGiven = false
    if let given, experiment.takesWeights(of: given.experiment), given.weights.fit(parameters) {
      isGiven = true
      parameters.copy(from: given.weights)
      // A gain or bias that was changed since is a change of the weights that were given.
      Settings.adjust(parameters, shape: setup.shape, from: given.experiment, to: experiment)
    } else {
      experiment.draw(parameters, shape: setup.shape)
    }
    return TrainingState(
      parameters: parameters, optimizer: OptimizerState(experiment.optimizer, count: parameters.all.count),
      startsFromGiven: isGiven)
  }
}

/// What training changes, between two steps. With the settings and their data, all that the steps to come depend on.
struct TrainingState: Sendable {
  /// How many updates have been made.
  var step = 0
  /// Each step updates them in place.
  let parameters: Parameters
  var optimizer: OptimizerState
  /// Whether the parameters began as those that were given, and not drawn.
  let startsFromGiven: Bool

  /// The same in memory of its own.
  func copy() -> TrainingState {
    TrainingState(
      step: step, parameters: parameters.copy(), optimizer: optimizer.copy(), startsFromGiven: startsFromGiven)
  }

  /// The bytes of its numbers.
  var bytes: Int { MemoryLayout<Double>.stride * (parameters.all.count + optimizer.count) }
}
