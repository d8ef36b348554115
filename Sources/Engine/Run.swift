import Recurrence

/// The trainer and what it has done of its orders: the engine's work, without a thread or a clock.
///
/// What `stop` ends early has changed nothing, and is owed: the next call makes it.
struct Run {
  /// The newest that were taken on; in place of settings that can't be, those in force.
  private(set) var orders: Orders
  private let trainer: Trainer
  private var stepsDone: Int
  /// The training step to come.
  var step: Int { trainer.step }
  /// How often its weights have started anew.
  private(set) var restarts = 0
  /// Whether the weights were kept by a change that has not been shown yet: newer orders may have stopped its picture.
  /// The start is one.
  private var owed: Bool? = true
  /// Whether newer orders stopped the reading of the newest trace, or other analyses are wanted of it.
  private var isReadingOwed = false
  /// The newest trace, trained on or only shown.
  private(set) var newest: Trace?
  /// What has been read of it.
  private var readings: [Reading] = []
  /// Whether training stands because its newest step is the first with NaN or Inf, until other orders come.
  private var standsAtNaN = false
  /// The position that is on show in place of now, and what goes through the timeline.
  private var lookedAt: Int?
  private var replay: Replay?

  /// The run as it is remembered.
  var timeline: Timeline? { trainer.timeline }
  /// The run to be saved; a start anew may not have been told of.
  var saved: Report { .saved(trainer.saved, points: [], isAnew: owed == false) }

  /// Hears the share done of the analyses under way, with what is to be told of the trace before they are done.
  typealias Working = (_ share: Double, _ soFar: Report) -> Void

  /// A run that works on what orders have risen by since these.
  init(orders: Orders, trainer: Trainer) {
    self.orders = orders
    self.trainer = trainer
    stepsDone = orders.steps
  }

  /// Takes on new orders; what is to be shown of the change, or first of all.
  mutating func adopt(_ new: Orders, stop: StopSignal, working: Working = { _, _ in }) -> Report? {
    let old = orders
    guard new != old || owed != nil || isReadingOwed || lookedAt != old.lookingAt else { return nil }
    orders = new
    if new != old { standsAtNaN = false }
    if new.wanted != old.wanted { isReadingOwed = true }
    if let resumed = new.resumed, resumed != old.resumed {
      let start = trainer.timeline?.position(ofStep: 0)
      guard trainer.resume(resumed.request, stop: stop, progress: { tell($0, working) }) else {
        orders = old
        return nil
      }
      // Before another start of the parameters, the steps that were told are not those of the run.
      let isSameStart = resumed.request.position(ofStep: 0) == start
      (lookedAt, replay, owed) = (nil, nil, isSameStart && owed ?? true)
    }
    if let change = new.kept, change != old.kept {
      trainer.keep(change.request)
      owed = owed ?? true
    }
    if new.experiment != trainer.experiment {
      do {
        let kept = try trainer.reconfigure(new.experiment, stop: stop)
        owed = kept && owed ?? true
        if !kept { restarts += 1 }
      } catch is Stopped {
        // All but what was kept or resumed is new to the next call again.
        orders = old
        (orders.kept, orders.resumed) = (new.kept, new.resumed)
        return nil
      } catch {
        (orders.experiment, orders.resets) = (trainer.experiment, old.resets)
        let reason = (error as? FileError)?.reasonFirst ?? "\(error)"
        return .refused(reason: reason, inForce: trainer.experiment)
      }
    } else if new.experiment != old.experiment {
      owed = owed ?? true
    }
    if new.resets != old.resets {
      restart()
    }
    if let position = new.lookingAt, let timeline { return look(at: position, timeline, stop: stop, working: working) }
    if lookedAt != nil { (lookedAt, replay, owed) = (nil, nil, owed ?? true) }
    guard let owed else {
      // Other analyses are wanted of the trace on show: at once where it stands still, with the next step where not.
      guard isReadingOwed, !wantsStep, let newest else { return nil }
      let readings = read(stop: stop) { working($0, .read(trace: newest, readings: $1)) }
      return isReadingOwed ? nil : .read(trace: newest, readings: readings)
    }
    guard let trace = trainer.evaluate(stop: stop) else { return nil }
    if !owed { newest = nil }
    take(trace)
    self.owed = nil
    let readings = read(stop: stop) { working($0, .shown(trace: trace, readings: $1, kept: owed)) }
    return .shown(trace: trace, readings: readings, kept: owed)
  }

  /// A run at the same step on a copy of its network, which has nothing to tell yet.
  func copy() -> Run {
    var copy = Run(orders: orders, trainer: trainer.copy())
    (copy.stepsDone, copy.restarts) = (stepsDone, restarts)
    return copy
  }

  /// Back to step 0; the picture of it is owed.
  mutating func restart() {
    trainer.reset()
    owed = false
    restarts += 1
  }

  /// What is to be shown of a position of the timeline; its end where it has none so far.
  private mutating func look(
    at position: Int, _ timeline: Timeline, stop: StopSignal, working: Working
  ) -> Report? {
    let target = max(0, min(position, timeline.count))
    if lookedAt != position {
      // One whose way was stopped may be of a run that has gone on since.
      if replay?.timeline.count != timeline.count || replay?.timeline.changes.count != timeline.changes.count {
        replay = Replay(timeline)
      }
      guard let trace = replay?.trace(at: target, stop: stop, progress: { tell($0, working) }) else { return nil }
      (newest, readings, lookedAt) = (trace, [], position)
    } else if !isReadingOwed {
      return nil
    }
    guard let newest else { return nil }
    let readings = read(stop: stop) { working($0, .looked(trace: newest, readings: $1, position: target)) }
    return .looked(trace: newest, readings: readings, position: target)
  }

  /// Tells the share done of steps that are made again, while the trace on show stays.
  private func tell(_ share: Double, _ working: Working) {
    if let newest { working(share, .read(trace: newest, readings: readings)) }
  }

  private mutating func take(_ trace: Trace) {
    standsAtNaN = !trace.isFinite && newest?.isFinite ?? true
    (newest, readings) = (trace, [])
  }

  /// What the screen shows of the newest trace; what newer orders stop of it is owed. `working` hears the share done of
  /// the analyses, with what was read before.
  mutating func read(stop: StopSignal, working: (Double, [Reading]) -> Void = { _, _ in }) -> [Reading] {
    if readings.isEmpty, let newest { readings = Reading.all(newest) }
    let soFar = readings
    readings.make(orders.wanted, stop: stop) { working($0, soFar) }
    isReadingOwed = stop.isSet
    return readings
  }

  /// Whether the orders ask for another training step.
  var wantsStep: Bool {
    orders.lookingAt == nil && ((orders.isRunning && !standsAtNaN) || stepsDone < orders.steps)
  }

  /// One training step; nil where `stop` ended it early.
  mutating func makeStep(stop: StopSignal) -> Trace? {
    guard let trace = trainer.step(stop: stop) else { return nil }
    take(trace)
    stepsDone = orders.isRunning ? orders.steps : stepsDone + 1
    return trace
  }
}
