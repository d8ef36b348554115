import Dispatch
import Recurrence
import Synchronization

/// Trains on a thread of its own, to the newest orders, and leaves the newest finished trace to be fetched.
///
/// Nobody waits for anybody: orders replace those before, reports that were not fetched in time are merged, and a step
/// that is under way when orders change is stopped.
public final class ThreadedEngine: Sendable {
  private struct Desk {
    var orders: Orders
    var isClosed = false
    /// What waits to be fetched.
    var report: Report?
    /// A start anew, and a refusal, that wait to be fetched: apart, so that no later picture takes their places.
    var restart: Report?
    var refusal: Report?
    /// What waits to be told of a check: apart, so that it takes no trace's place.
    var check: Report?
    /// Training steps since the last report that was fetched.
    var points: [HistoryPoint] = []
  }

  private let desk: Mutex<Desk>
  private let stop = StopSignal()
  private let news = DispatchSemaphore(value: 0)
  private let wake: @Sendable () -> Void

  /// An engine that begins at once; `wake` is called, from its thread, whenever there is something to fetch.
  public init(_ orders: Orders, trainer: sending Trainer, wake: @escaping @Sendable () -> Void) {
    desk = Mutex(Desk(orders: orders))
    self.wake = wake
    // The trainer is handed over: from here on only the engine's thread uses it.
    nonisolated(unsafe) let trainer = trainer
    DispatchQueue(label: "engine", qos: .userInitiated).async { self.work(trainer, since: orders) }
  }

  /// Gives new orders.
  public func follow(_ orders: Orders) {
    let changed = desk.withLock { desk in
      defer { desk.orders = orders }
      return desk.orders != orders
    }
    guard changed else { return }
    stop.set()
    news.signal()
  }

  /// Ends the work.
  public func close() {
    desk.withLock { $0.isClosed = true }
    stop.set()
    news.signal()
  }

  /// What has been finished since the last call.
  public func fetch() -> Report? {
    desk.withLock { desk in
      if let first = desk.refusal.take() ?? desk.restart.take() { return first }
      guard let report = desk.report.take() else { return desk.check.take() }
      guard case .trained(_, let trace, let readings) = report else { return report }
      defer { desk.points = [] }
      return .trained(points: desk.points, trace: trace, readings: readings)
    }
  }

  // MARK: - On the engine's thread

  /// Works on what the orders have risen by since the first.
  private func work(_ trainer: Trainer, since first: Orders) {
    // Whether the newest trace has been read for the screen.
    var isRead = true
    var run = Run(orders: first, trainer: trainer)
    while true {
      stop.clear()
      let (orders, isClosed) = desk.withLock { ($0.orders, $0.isClosed) }
      if isClosed { return }
      if let report = run.adopt(orders, stop: stop) { post(report) }
      if let result = run.check(stop: stop, progress: { tell(.checking($0)) }) { tell(.checked(result)) }
      guard run.wantsStep else {
        // The last step of a fast run may not have been read while its forerunner waited.
        if !isRead, let trace = run.newest { report(trace, run.read(trace, stop: stop)) }
        isRead = true
        news.wait()
        continue
      }
      if let pause = run.pauseBeforeStep(), news.wait(timeout: .now() + pause) == .success { continue }
      guard let trace = run.step(stop: stop) else { continue }
      isRead = isNext(trace)
      if isRead { report(trace, run.read(trace, stop: stop)) }
    }
  }

  private func post(_ report: Report?) {
    guard let report else { return }
    desk.withLock { desk in
      switch (report, desk.report) {
      case (.refused, _):
        desk.refusal = report
      case (.shown(_, _, kept: false), _):
        (desk.restart, desk.report, desk.refusal) = (report, nil, nil)
        desk.points = []
      case (.shown, _):
        (desk.report, desk.refusal) = (report, nil)
      // What was to be told of the trace besides its readings still is.
      case (.read(let trace, let readings), .trained):
        desk.report = .trained(points: [], trace: trace, readings: readings)
      case (.read(let trace, let readings), .shown(_, _, let kept)):
        desk.report = .shown(trace: trace, readings: readings, kept: kept)
      default:
        desk.report = report
      }
    }
    wake()
  }

  private func tell(_ check: Report) {
    desk.withLock { $0.check = check }
    wake()
  }

  /// A training step is read for the screen only if the one before has been fetched: at full speed most are not.
  private func isNext(_ trace: Trace) -> Bool {
    let point = HistoryPoint(trace)
    return desk.withLock { desk in
      desk.points.append(point)
      return desk.report == nil
    }
  }

  private func report(_ trace: Trace, _ readings: [Reading]) {
    desk.withLock { $0.report = .trained(points: [], trace: trace, readings: readings) }
    wake()
  }
}

/// The trainer and what it has done of its orders.
private struct Run {
  private var orders: Orders
  private let trainer: Trainer
  private var stepsDone: Int
  private var nextStep = DispatchTime.now()
  /// The last check that was made.
  private var checked: Numbered<CheckOrder>?
  /// Whether the weights were kept by a change that has not been shown yet: newer orders may have stopped its picture.
  /// The start is one.
  private var owed: Bool? = true
  /// Whether newer orders stopped the reading of the newest trace, or more is wanted of it.
  private var isReadingOwed = false
  /// The newest trace, trained on or only shown.
  private(set) var newest: Trace?

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
        return .refused(reason: "\(error)", inForce: trainer.experiment)
      }
    }
    if new.resets != old.resets {
      trainer.reset()
      kept = false
    }
    if new.experiment != old.experiment || !kept || isKeeping {
      owed = kept && owed ?? true
      nextStep = .now()
    }
    guard let owed else {
      // More is wanted of the trace on show: at once where it stands still, with the next step where it doesn't.
      if !new.wanted.isSubset(of: old.wanted) { isReadingOwed = true }
      guard isReadingOwed, !wantsStep, let newest else { return nil }
      let readings = read(newest, stop: stop)
      return isReadingOwed ? nil : .read(trace: newest, readings: readings)
    }
    guard let trace = trainer.evaluate(stop: stop) else { return nil }
    newest = trace
    self.owed = nil
    return .shown(trace: trace, readings: read(trace, stop: stop), kept: owed)
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

  var wantsStep: Bool { orders.isRunning || stepsDone < orders.steps }

  /// How long to wait for the next step's time; nil if it has come.
  func pauseBeforeStep() -> DispatchTimeInterval? {
    guard orders.isRunning, orders.speed.interval > 0 else { return nil }
    let now = DispatchTime.now()
    guard nextStep > now else { return nil }
    return .nanoseconds(Int(nextStep.uptimeNanoseconds - now.uptimeNanoseconds))
  }

  mutating func step(stop: StopSignal) -> Trace? {
    guard let trace = trainer.step(stop: stop) else { return nil }
    newest = trace
    stepsDone = orders.isRunning ? orders.steps : stepsDone + 1
    let now = DispatchTime.now()
    // From when it was due, so that the pace holds; from now, where it can't.
    nextStep = max(now, nextStep + .nanoseconds(Int(orders.speed.interval * 1e9)))
    return trace
  }
}
