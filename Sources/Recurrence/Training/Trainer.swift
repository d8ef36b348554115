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
  public var experiment: Experiment { setup.experiment }
  /// The sizes in force.
  public var shape: Shape { setup.shape }
  /// The loss in force.
  public var loss: any LossFunction { setup.loss }
  /// How many updates have been made.
  public var step: Int { state.step }
  /// The parameters now, copied: what was handed out never changes.
  public var parameters: Parameters { state.parameters.copy() }
  /// What it remembers of its run, where it was told to.
  public internal(set) var timeline: Timeline?

  /// Off to measure what recording costs: ∂L/∂states and ∂L/∂gates are then made and dropped, and a trace's have no T.
  package var recordsGradients = true {
    didSet { renewPool() }
  }

  private(set) var setup: Setup
  private(set) var state: TrainingState
  let origin: Origin
  private var network: Network
  private var pool: TracePool

  /// A trainer at step 0, its parameters drawn from the seed, or set to `weights` where they are given. With `memory`,
  /// in bytes, it remembers its run: any of its steps can be looked at again.
  public convenience init(_ experiment: Experiment, weights: Parameters? = nil, memory: Int? = nil) throws {
    try self.init(experiment, own: nil, weights: weights, memory: memory)
  }

  /// A trainer on data of one's own in place of the task's, and under a loss of one's own where one is given.
  public convenience init(
    _ experiment: Experiment, source: any DataSource, loss: (any LossFunction)? = nil, weights: Parameters? = nil,
    memory: Int? = nil
  ) throws {
    try self.init(experiment, own: (source, loss), weights: weights, memory: memory)
  }

  private convenience init(
    _ experiment: Experiment, own: (source: any DataSource, loss: (any LossFunction)?)?, weights: Parameters?,
    memory: Int?
  ) throws {
    try experiment.validate()
    let origin = Origin(experiment, own: own, weights: weights)
    let setup = try Setup(experiment, origin.open(experiment), loss: own?.loss)
    if let misfit = weights?.misfit(Parameters(setup.shape)) { throw SettingError(misfit) }
    self.init(origin, setup)
    timeline = memory.map { Timeline(origin, setup, budget: $0) }
  }

  /// A trainer that remembers nothing: at step 0, or at a state, which becomes its own.
  init(_ origin: Origin, _ setup: Setup, _ state: TrainingState? = nil) {
    (self.origin, self.setup, self.state) = (origin, setup, state ?? origin.start(setup))
    network = Network(setup.shape)
    pool = TracePool(TraceLayout(setup.shape, loss: setup.loss))
  }

  /// One training step: forward, backward, clipping, update. The trace is of before the update.
  ///
  /// Nil where `stop` ended it early: then nothing has changed.
  public func step(stop: StopSignal = .never) -> Trace? {
    guard let trace = evaluate(stop: stop) else { return nil }
    state.optimizer.update(
      state.parameters.all, gradients: trace.clipped.all, learningRate: experiment.learningRate)
    state.step += 1
    timeline?.advance(by: trace, to: state, setup)
    return trace
  }

  /// The trace of the next step, without its update.
  public func evaluate(stop: StopSignal = .never) -> Trace? {
    let data = TracePool.DataKey(seed: experiment.seed, step: setup.source.isFixed ? nil : step)
    let (arena, isFilled) = pool.take(data)
    var trace = Trace(in: arena, pool.layout, experiment: experiment, loss: loss)
    (trace.step, trace.terms) = (step, setup.terms)
    (trace.given, trace.startsFromGiven) = (origin.given, state.startsFromGiven)
    trace.parameters.copy(from: state.parameters)
    if !isFilled {
      setup.source.fill(
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
    let source = effect.contains(.data) ? try origin.open(new, opened: setup.source, stop: stop) : setup.source
    let next = try Setup(new, source, loss: origin.own?.loss)
    let keeps = !effect.contains(.start) && next.shape.parametersFit(shape)
    if new != experiment { change(to: next, keeps ? .stay : .start) }
    return keeps
  }

  /// Takes on a change that was tried on a trace: its settings, and what it does to the parameters as they are now.
  public func keep(_ change: WhatIf) {
    var next = setup
    next.experiment = change.experiment(from: experiment)
    self.change(to: next, .adjusted)
  }

  /// Back to step 0, with the weights that were given or those that the seed gives.
  public func reset() { change(to: setup, .start) }

  /// Another trainer at this one's step, which goes on by itself: with its parameters, its optimiser's memory and the run
  /// that it remembers.
  public func copy() -> Trainer {
    let copy = Trainer(origin, setup, state.copy())
    copy.timeline = timeline
    return copy
  }

  /// Goes to the end of a timeline that began as its own did, and on from there: back in its run, or to a future that
  /// was left. Its own timeline is dropped; hold it to keep it.
  ///
  /// False where `stop` ended it early: then nothing has changed. Traps where the other began with other weights or
  /// data.
  @discardableResult
  public func resume(
    _ timeline: Timeline, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) -> Bool {
    precondition(timeline.origin === origin, "a timeline of another trainer")
    let replay = Replay(timeline)
    guard replay.go(to: timeline.count, stop: stop, progress: progress) else { return false }
    take(replay.trainer.setup, replay.trainer.state)
    self.timeline = timeline
    return true
  }

  /// Alters what is to come, as it happened before or happens now.
  func change(to next: Setup, _ effect: Timeline.Effect) {
    timeline?.note(next, effect)
    let old = setup
    setup = next
    let isSameData = origin.own != nil || !next.experiment.effect(from: old.experiment).contains(.data)
    if !isSameData || next.loss.name != old.loss.name || next.shape != old.shape { renewPool() }
    if next.shape != old.shape { network = Network(next.shape) }
    switch effect {
    case .start:
      state = origin.start(next)
    case .stay:
      guard next.experiment.optimizer != old.experiment.optimizer else { break }
      state.optimizer = OptimizerState(next.experiment.optimizer, count: state.parameters.all.count)
    case .adjusted:
      Settings.adjust(state.parameters, shape: shape, from: old.experiment, to: next.experiment)
    }
  }

  /// Goes on from a state, which becomes its own.
  func take(_ setup: Setup, _ state: TrainingState) {
    (self.setup, self.state) = (setup, state)
    network = Network(setup.shape)
    renewPool()
  }

  private func renewPool() {
    pool = TracePool(TraceLayout(shape, loss: loss, recordsGradients: recordsGradients))
  }
}

extension Shape {
  func parametersFit(_ other: Shape) -> Bool {
    cell == other.cell && layers == other.layers && inputs == other.inputs && hidden == other.hidden
      && outputs == other.outputs
  }
}
