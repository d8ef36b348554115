/// What a trainer was given beside its settings; from it and them every start of the parameters follows.
final class Origin: Sendable {
  /// What was given in place of the task's own source and loss.
  let own: (source: any DataSource, loss: (any LossFunction)?)?
  /// The weights to start from, where some were given.
  let given: GivenWeights?

  init(
    _ experiment: Experiment, own: (source: any DataSource, loss: (any LossFunction)?)?, weights: Parameters?
  ) {
    self.own = own
    given = weights.map { GivenWeights($0, for: experiment) }
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
    let isGiven = experiment.begin(parameters, shape: setup.shape, given: given)
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
