/// Trains a network step by step; each step yields its whole trace.
///
///     var experiment = Experiment()
///     experiment.length = 50
///     let trainer = try Trainer(experiment)
///     for _ in 0..<100 {
///       let trace = trainer.step()!
///       print(trace.loss, trace.layers[0].dh[0].norm)   // ‖∂L/∂h_1‖
///     }
///
/// A trainer is used from one thread at a time; its traces may go anywhere.
public final class Trainer {
  /// The settings in force.
  public private(set) var experiment: Experiment
  /// The sizes in force.
  public private(set) var shape: Shape
  /// The loss in force.
  public private(set) var loss: Loss
  /// How many updates have been made.
  public private(set) var step = 0
  /// The parameters now.
  public private(set) var parameters: Parameters

  /// Off to measure what recording costs: ∂L/∂states and ∂L/∂gates are then made and dropped, and a trace's have no T.
  package var recordsGradients = true {
    didSet { pool.removeAll() }
  }

  private var source: any DataSource
  private var network: Network
  private var optimizer: OptimizerState
  private var pool: [Trace] = []
  /// The weights to start from, and the settings that they stand in for, where some were given.
  private let given: (weights: Parameters, experiment: Experiment)?

  /// A trainer at step 0, its parameters drawn from the seed, or set to `weights` where they are given.
  public init(_ experiment: Experiment, weights: Parameters? = nil) throws {
    try experiment.validate()
    let source = try experiment.task.open(experiment)
    (shape, loss) = try experiment.plan(source)
    self.experiment = experiment
    self.source = source
    network = Network(shape)
    parameters = Parameters(shape)
    optimizer = OptimizerState(experiment.optimizer, count: parameters.all.count)
    given = weights.map { ($0, experiment) }
    if let weights, !weights.fit(parameters) {
      throw SettingError(
        "the weights are for \(weights.inputCount) inputs and \(weights.outputCount) outputs; "
          + "the task has \(shape.inputs) and \(shape.outputs)")
    }
    initialize()
  }

  /// One training step: forward, backward, clipping, update. The trace is of before the update.
  ///
  /// Nil where `stop` ended it early: then nothing has changed.
  public func step(stop: StopSignal = .never) -> Trace? {
    guard let trace = evaluate(stop: stop) else { return nil }
    optimizer.update(parameters.all, gradients: trace.clipped.all, learningRate: experiment.learningRate)
    step += 1
    return trace
  }

  /// The trace of the next step, without its update.
  public func evaluate(stop: StopSignal = .never) -> Trace? {
    let trace = freeTrace()
    trace.experiment = experiment
    trace.lossKind = loss
    trace.step = step
    trace.parameters.copy(from: parameters)
    if !source.isFixed || trace.dataSeed != experiment.seed {
      source.fill(x: trace.x, target: trace.target, shape: shape, loss: loss, seed: experiment.seed, step: step)
      trace.dataSeed = experiment.seed
    }
    guard network.run(trace, clipping: experiment.clipping, stop: stop) else { return nil }
    trace.clip()
    return trace
  }

  /// Takes on other settings from the next step on, and keeps what they allow: the parameters where no size, cell,
  /// start or seed changes, the optimiser's memory where it is the same one. True where the parameters were kept.
  @discardableResult
  public func reconfigure(_ new: Experiment) throws -> Bool {
    try new.validate()
    let source = new.sharesData(with: experiment) ? self.source : try new.task.open(new)
    let (shape, loss) = try new.plan(source)
    let keeps = new.startsLike(experiment) && shape.parametersFit(self.shape)
    if !new.sharesData(with: experiment) || loss != self.loss || shape != self.shape { pool.removeAll() }
    (self.source, self.loss) = (source, loss)
    if shape != self.shape {
      self.shape = shape
      network = Network(shape)
    }
    let sameOptimizer = new.optimizer == experiment.optimizer
    experiment = new
    if !keeps {
      parameters = Parameters(shape)
      initialize()
      step = 0
    }
    if !keeps || !sameOptimizer {
      optimizer = OptimizerState(new.optimizer, count: parameters.all.count)
    }
    return keeps
  }

  /// Takes on a change that was tried on a trace: its settings, and what it does to the parameters as they are now.
  public func keep(_ change: WhatIf) {
    change.change(parameters, shape: shape, from: experiment)
    experiment = change.experiment(from: experiment)
  }

  /// Back to step 0, with the weights that were given or those that the seed gives.
  public func reset() {
    initialize()
    step = 0
    optimizer = OptimizerState(experiment.optimizer, count: parameters.all.count)
  }

  private func initialize() {
    if let given, experiment.takesWeights(of: given.experiment), given.weights.fit(parameters) {
      parameters.copy(from: given.weights)
      // A gain or bias that was changed since is a change of the weights that were given.
      var change = WhatIf(experiment)
      if given.experiment.gain != 0 { change.gainFactor = experiment.gain / given.experiment.gain }
      change.change(parameters, shape: shape, from: given.experiment)
      return
    }
    var random = Random(seed: experiment.seed, purpose: .parameters)
    experiment.initializer.fill(
      parameters, shape: shape, gain: experiment.gain, forgetBias: experiment.forgetBias,
      updateBias: experiment.updateBias, random: &random)
  }

  /// A trace that nobody holds: one from the pool, or a new one.
  private func freeTrace() -> Trace {
    for k in pool.indices where isKnownUniquelyReferenced(&pool[k]) { return pool[k] }
    let trace = Trace(shape: shape, experiment: experiment, loss: loss, recordsGradients: recordsGradients)
    pool.append(trace)
    return trace
  }
}

extension Experiment {
  /// The sizes and the loss that these settings mean for a source of data.
  func plan(_ source: any DataSource) throws -> (Shape, Loss) {
    let shape = self.shape(for: source)
    let loss = self.loss ?? source.loss
    guard source.losses.contains(loss) else {
      throw SettingError("task \(task.name) has no targets for loss \(loss.rawValue); set loss auto")
    }
    guard source.lossPositions.contains(shape.lossAt) else {
      throw SettingError("task \(task.name) has no targets for loss-at \(shape.lossAt.rawValue); set loss-at auto")
    }
    try requireMemory(for: shape)
    return (shape, loss)
  }

  /// Whether a change to these settings keeps the parameters, as far as settings alone can tell: a task's file may
  /// bring other sizes.
  public func keepsParameters(of other: Experiment) -> Bool {
    startsLike(other) && layers == other.layers && hidden == other.hidden && inputs == other.inputs
      && outputs == other.outputs && task == other.task
  }

  /// Whether weights that were given under the other settings are still meant.
  func takesWeights(of other: Experiment) -> Bool {
    cell == other.cell && initializer == other.initializer && seed == other.seed
  }

  /// Whether the parameters start alike.
  func startsLike(_ other: Experiment) -> Bool {
    cell == other.cell && initializer == other.initializer && gain == other.gain
      && (forgetBias == other.forgetBias || !cell.gates.contains { $0.bias == .forget })
      && (updateBias == other.updateBias || !cell.gates.contains { $0.bias == .update }) && seed == other.seed
  }

  /// Whether a source of data that was opened for the other serves these settings too.
  fileprivate func sharesData(with other: Experiment) -> Bool {
    task == other.task && inputs == other.inputs && outputs == other.outputs && length == other.length
  }
}

extension Shape {
  fileprivate func parametersFit(_ other: Shape) -> Bool {
    cell == other.cell && layers == other.layers && inputs == other.inputs && hidden == other.hidden
      && outputs == other.outputs
  }
}
