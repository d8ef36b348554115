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
  public private(set) var loss: any LossFunction
  /// How many updates have been made.
  public private(set) var step = 0
  /// The parameters now, copied: what was handed out never changes.
  public var parameters: Parameters {
    let copy = Parameters(shape)
    copy.copy(from: current)
    return copy
  }

  /// Off to measure what recording costs: ∂L/∂states and ∂L/∂gates are then made and dropped, and a trace's have no T.
  package var recordsGradients = true {
    didSet { pool = TracePool(TraceLayout(shape, loss: loss, recordsGradients: recordsGradients)) }
  }

  /// The parameters that each step updates in place.
  private var current: Parameters
  private var source: any DataSource
  private var terms: DataTerms
  /// What was given in place of the task's own source and loss.
  private let own: (source: any DataSource, loss: (any LossFunction)?)?
  private var network: Network
  private var optimizer: OptimizerState
  private var pool: TracePool
  /// The weights to start from, and the settings that they stand in for, where some were given.
  private let given: (weights: Parameters, experiment: Experiment)?
  /// Whether the parameters began as those that were given, and not drawn.
  private var startsFromGiven = false

  /// A trainer at step 0, its parameters drawn from the seed, or set to `weights` where they are given.
  public convenience init(_ experiment: Experiment, weights: Parameters? = nil) throws {
    try self.init(experiment, own: nil, weights: weights)
  }

  /// A trainer on data of one's own in place of the task's, and under a loss of one's own where one is given.
  public convenience init(
    _ experiment: Experiment, source: any DataSource, loss: (any LossFunction)? = nil, weights: Parameters? = nil
  ) throws {
    try self.init(experiment, own: (source, loss), weights: weights)
  }

  private init(
    _ experiment: Experiment, own: (source: any DataSource, loss: (any LossFunction)?)?, weights: Parameters?
  ) throws {
    try experiment.validate()
    let source = try own?.source ?? experiment.task.open(experiment.dataSizes)
    let (shape, loss) = try experiment.plan(source, loss: own?.loss)
    (self.experiment, self.own, self.source, self.shape, self.loss) = (experiment, own, source, shape, loss)
    terms = DataTerms(source, loss: own?.loss)
    network = Network(shape)
    pool = TracePool(TraceLayout(shape, loss: loss))
    current = Parameters(shape)
    optimizer = OptimizerState(experiment.optimizer, count: current.all.count)
    // The settings act on weights that are given, as on drawn ones.
    given = weights.map { ($0, experiment.withoutAdjustments) }
    if let weights, !weights.fit(current) {
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
    optimizer.update(current.all, gradients: trace.clipped.all, learningRate: experiment.learningRate)
    step += 1
    return trace
  }

  /// The trace of the next step, without its update.
  public func evaluate(stop: StopSignal = .never) -> Trace? {
    let data = TracePool.DataKey(seed: experiment.seed, step: source.isFixed ? nil : step)
    let (arena, isFilled) = pool.take(data)
    var trace = Trace(in: arena, pool.layout, experiment: experiment, loss: loss)
    (trace.step, trace.terms, trace.startsFromGiven) = (step, terms, startsFromGiven)
    trace.parameters.copy(from: current)
    if !isFilled {
      source.fill(
        x: MutableTensor(trace.x), target: MutableTensor(trace.target), shape: shape, loss: loss, seed: experiment.seed,
        step: step)
    }
    guard network.run(&trace, stop: stop) else { return nil }
    return trace
  }

  /// Takes on other settings from the next step on, and keeps what they allow: the parameters where no size, cell,
  /// start or seed changes, the optimiser's memory where it is the same one. True where the parameters were kept.
  ///
  /// Throws, with nothing changed, where they can't be, and `Stopped` where `stop` ended the reading of a file early.
  @discardableResult
  public func reconfigure(_ new: Experiment, stop: StopSignal = .never) throws -> Bool {
    try new.validate()
    let effect = new.effect(from: experiment)
    let isSameData = own != nil || !effect.contains(.data)
    let source = isSameData ? self.source : try new.task.open(new.dataSizes, opened: self.source, stop: stop)
    let (shape, loss) = try new.plan(source, loss: own?.loss)
    let keeps = !effect.contains(.start) && shape.parametersFit(self.shape)
    if !isSameData || loss.name != self.loss.name || shape != self.shape {
      pool = TracePool(TraceLayout(shape, loss: loss, recordsGradients: recordsGradients))
    }
    (self.source, self.terms, self.loss) = (source, DataTerms(source, loss: own?.loss), loss)
    if shape != self.shape {
      self.shape = shape
      network = Network(shape)
    }
    let sameOptimizer = new.optimizer == experiment.optimizer
    experiment = new
    if !keeps {
      current = Parameters(shape)
      initialize()
      step = 0
    }
    if !keeps || !sameOptimizer {
      optimizer = OptimizerState(new.optimizer, count: current.all.count)
    }
    return keeps
  }

  /// Takes on a change that was tried on a trace: its settings, and what it does to the parameters as they are now.
  public func keep(_ change: WhatIf) {
    let new = change.experiment(from: experiment)
    Settings.adjust(current, shape: shape, from: experiment, to: new)
    experiment = new
  }

  /// Back to step 0, with the weights that were given or those that the seed gives.
  public func reset() {
    initialize()
    step = 0
    optimizer = OptimizerState(experiment.optimizer, count: current.all.count)
  }

  private func initialize() {
    startsFromGiven = false
    if let given, experiment.takesWeights(of: given.experiment), given.weights.fit(current) {
      startsFromGiven = true
      current.copy(from: given.weights)
      // A gain or bias that was changed since is a change of the weights that were given.
      Settings.adjust(current, shape: shape, from: given.experiment, to: experiment)
      return
    }
    experiment.draw(current, shape: shape)
  }
}

extension Experiment {
  /// The sizes and the loss that these settings mean for a source of data; `own` takes the place of a loss by name.
  func plan(_ source: any DataSource, loss own: (any LossFunction)?) throws -> (Shape, any LossFunction) {
    let shape = self.shape(for: source)
    let loss = self.loss ?? source.loss
    try validate(for: DataTerms(source, loss: own))
    guard own != nil || !loss.takesClasses || shape.outputs > 1 else {
      throw SettingError("loss \(loss.name) over a single class is always 0; set outputs 2 or more, or loss mse")
    }
    try requireMemory(for: TraceLayout(shape, loss: own ?? loss))
    return (shape, own ?? loss)
  }
}

extension Shape {
  fileprivate func parametersFit(_ other: Shape) -> Bool {
    cell == other.cell && layers == other.layers && inputs == other.inputs && hidden == other.hidden
      && outputs == other.outputs
  }
}
