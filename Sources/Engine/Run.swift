import Recurrence

/// The trainer and what it has done of its orders: the engine's work, without a thread or a clock.
///
/// What `stop` ends early has changed nothing, and is owed: the next call makes it.
struct Run {
  /// The newest that were taken on; in place of settings that can't be, those in force.
  private(set) var orders: Orders
  private let trainer: Trainer
  private var stepsDone: Int
  /// The last check that was made.
  private var checked: Numbered<CheckOrder>?
  /// Whether the weights were kept by a change that has not been shown yet: newer orders may have stopped its picture.
  /// The start is one.
  private var owed: Bool? = true
  /// Whether newer orders stopped the reading of the newest trace, or more is wanted of it.
  private var isReadingOwed = false
  /// The newest trace, trained on or only shown.
  private(set) var newest: Trace?
  /// Whether training stands because its newest step is the first with NaN or Inf, until other orders come.
  private var standsAtNaN = false

  /// A run that works on what orders have risen by since these.
  init(orders: Orders, trainer: Trainer) {
    self.orders = orders
    self.trainer = trainer
    stepsDone = orders.steps
  }

  /// Takes on new orders; what is to be shown of the change, or first of all.
  mutating func adopt(_ new: Orders, stop: StopSignal) -> Report? {
    let old = orders
    guard new != old || owed != nil || isReadingOwed else { return nil }
    orders = new
    if new != old { standsAtNaN = false }
    var kept = true
    var isKeeping = false
    if let change = new.kept, change != old.kept {
      trainer.keep(change.request)
      isKeeping = true
    }
    if new.experiment != trainer.experiment {
      do {
        kept = try trainer.reconfigure(new.experiment)
      } catch {
        (orders.experiment, orders.resets) = (trainer.experiment, old.resets)
        let reason = (error as? FileError)?.reasonFirst ?? "\(error)"
        return .refused(reason: reason, inForce: trainer.experiment)
      }
    }
    if new.resets != old.resets {
      trainer.reset()
      kept = false
    }
    if new.experiment != old.experiment || !kept || isKeeping {
      owed = kept && owed ?? true
    }
    guard let owed else {
      // More is wanted of the trace on show: at once where it stands still, with the next step where it doesn't.
      if !new.wanted.isSubset(of: old.wanted) { isReadingOwed = true }
      guard isReadingOwed, !wantsStep, let newest else { return nil }
      let readings = read(newest, stop: stop)
      return isReadingOwed ? nil : .read(trace: newest, readings: readings)
    }
    guard let trace = trainer.evaluate(stop: stop) else { return nil }
    if !owed { newest = nil }
    take(trace)
    self.owed = nil
    return .shown(trace: trace, readings: read(trace, stop: stop), kept: owed)
  }

  private mutating func take(_ trace: Trace) {
    standsAtNaN = !trace.isFinite && newest?.isFinite ?? true
    newest = trace
  }

  /// What the screen shows of the newest trace; what newer orders stop of it is owed.
  mutating func read(_ trace: Trace, stop: StopSignal) -> [Reading] {
    let readings = Reading.all(trace, wanted: orders.wanted, stop: stop)
    isReadingOwed = stop.isSet
    return readings
  }

  /// The check that was asked for, if it has not been made.
  mutating func check(stop: StopSignal, progress: (Double) -> Void) -> GradientCheck? {
    guard let order = orders.check, order != checked, let trace = newest else { return nil }
    // The trace may be smaller than the one that was on show when the check was asked for.
    let (layer, t) = (min(order.request.layer, trace.shape.layers - 1), min(order.request.t, trace.shape.length))
    guard let result = GradientCheck(trace, layer: layer, t: t, stop: stop, progress: progress) else { return nil }
    checked = order
    return result
  }

  /// Whether the orders ask for another training step.
  var wantsStep: Bool { (orders.isRunning && !standsAtNaN) || stepsDone < orders.steps }

  /// One training step; nil where `stop` ended it early.
  mutating func step(stop: StopSignal) -> Trace? {
    guard let trace = trainer.step(stop: stop) else { return nil }
    take(trace)
    stepsDone = orders.isRunning ? orders.steps : stepsDone + 1
    return trace
  }
}
