import Dispatch
import Panels
import Recurrence
import Synchronization

/// Trains on a thread of its own, to the newest orders, and leaves the newest finished trace to be fetched.
///
/// Nobody waits for anybody: orders replace those before, reports that were not fetched in time are merged, and a step
/// that is under way when orders change is stopped.
final class Engine: Sendable {
  private struct Desk {
    var orders: Orders
    var isClosed = false
    /// What waits to be fetched.
    var report: Report?
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
  init(_ orders: Orders, trainer: sending Trainer, wake: @escaping @Sendable () -> Void) {
    desk = Mutex(Desk(orders: orders))
    self.wake = wake
    // The trainer is handed over: from here on only the engine's thread uses it.
    nonisolated(unsafe) let trainer = trainer
    DispatchQueue(label: "engine", qos: .userInitiated).async { self.work(trainer) }
  }

  /// Gives new orders.
  func follow(_ orders: Orders) {
    let changed = desk.withLock { desk in
      defer { desk.orders = orders }
      return desk.orders != orders
    }
    guard changed else { return }
    stop.set()
    news.signal()
  }

  /// Ends the work.
  func close() {
    desk.withLock { $0.isClosed = true }
    stop.set()
    news.signal()
  }

  /// What has been finished since the last call.
  func fetch() -> Report? {
    desk.withLock { desk in
      guard let report = desk.report else {
        defer { desk.check = nil }
        return desk.check
      }
      desk.report = nil
      guard case .trained(_, let trace, let readings) = report else { return report }
      defer { desk.points = [] }
      return .trained(points: desk.points, trace: trace, readings: readings)
    }
  }

  // MARK: - On the engine's thread

  private func work(_ trainer: Trainer) {
    // Whether the newest trace has been read for the screen.
    var isRead = true
    var run = Run(orders: desk.withLock(\.orders), trainer: trainer)
    post(run.start())
    while true {
      stop.clear()
      let (orders, isClosed) = desk.withLock { ($0.orders, $0.isClosed) }
      if isClosed { return }
      if let report = run.adopt(orders, stop: stop) { post(report) }
      if let result = run.check(stop: stop, progress: { tell(.checking($0)) }) { tell(.checked(result)) }
      guard run.wantsStep else {
        // The last step of a fast run may not have been read while its forerunner waited.
        if !isRead, let trace = run.newest { report(trace, orders.wanted) }
        isRead = true
        news.wait()
        continue
      }
      if let pause = run.pauseBeforeStep(), news.wait(timeout: .now() + pause) == .success { continue }
      guard let trace = run.step(stop: stop) else { continue }
      isRead = post(trace, orders.wanted)
    }
  }

  private func post(_ report: Report?) {
    guard let report else { return }
    desk.withLock { desk in
      desk.report = report
      if case .shown(_, _, kept: false) = report { desk.points = [] }
    }
    wake()
  }

  private func tell(_ check: Report) {
    desk.withLock { $0.check = check }
    wake()
  }

  /// A training step is read for the screen only if the one before has been fetched: at full speed most are not.
  private func post(_ trace: Trace, _ wanted: Set<Wanted>) -> Bool {
    let point = HistoryPoint(trace)
    let isWaiting = desk.withLock { desk in
      desk.points.append(point)
      return desk.report != nil
    }
    if !isWaiting { report(trace, wanted) }
    return !isWaiting
  }

  private func report(_ trace: Trace, _ wanted: Set<Wanted>) {
    let readings = Reading.all(trace, wanted: wanted, stop: stop)
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
  private var owed: Bool?
  /// The newest trace, trained on or only shown.
  private(set) var newest: Trace?

  init(orders: Orders, trainer: Trainer) {
    self.orders = orders
    self.trainer = trainer
    stepsDone = orders.steps
  }

  /// The first picture, before any training.
  mutating func start() -> Report? {
    shown(trainer.evaluate(), kept: true)
  }

  /// Takes on new orders; what is to be shown of the change.
  mutating func adopt(_ new: Orders, stop: StopSignal) -> Report? {
    let old = orders
    guard new != old || owed != nil else { return nil }
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
        orders.experiment = trainer.experiment
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
      guard !new.wanted.isSubset(of: old.wanted), !wantsStep else { return nil }
      return newest.map { .read(trace: $0, readings: Reading.all($0, wanted: new.wanted, stop: stop)) }
    }
    guard let report = shown(trainer.evaluate(stop: stop), kept: owed) else { return nil }
    self.owed = nil
    return report
  }

  /// The check that was asked for, if it has not been made.
  mutating func check(stop: StopSignal, progress: (Double) -> Void) -> GradientCheck? {
    guard let order = orders.check, order != checked, let trace = newest else { return nil }
    let (layer, t) = (order.request.layer, order.request.t)
    guard layer < trace.shape.layers, t <= trace.shape.length,
      let result = GradientCheck(trace, layer: layer, t: t, stop: stop, progress: progress)
    else { return nil }
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

  private mutating func shown(_ trace: Trace?, kept: Bool) -> Report? {
    guard let trace else { return nil }
    newest = trace
    return .shown(trace: trace, readings: Reading.all(trace, wanted: orders.wanted), kept: kept)
  }
}
