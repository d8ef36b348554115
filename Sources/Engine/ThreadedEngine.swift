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
    /// Training steps since the last report that was fetched: merged where they wait, for nobody may come for them.
    var points = History()
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
      defer { desk.points = History() }
      return .trained(points: desk.points.points, trace: trace, readings: readings)
    }
  }

  // MARK: - On the engine's thread

  /// Works on what the orders have risen by since the first.
  private func work(_ trainer: Trainer, since first: Orders) {
    SignalStack.install()
    // Whether the newest trace has been read for the screen.
    var isRead = true
    var run = Run(orders: first, trainer: trainer)
    var pace = Pace()
    while true {
      stop.clear()
      let (orders, isClosed) = desk.withLock { ($0.orders, $0.isClosed) }
      if isClosed { return }
      let begun = Pace()
      if let report = run.adopt(orders, stop: stop) {
        // Settings that are new are trained with at once.
        if case .shown = report { pace = begun }
        post(report)
      }
      if let result = run.check(stop: stop, progress: { tell(.checking($0)) }) { tell(.checked(result)) }
      guard run.wantsStep else {
        // The last step of a fast run may not have been read while its forerunner waited.
        if !isRead, let trace = run.newest { report(trace, run.read(trace, stop: stop)) }
        isRead = true
        news.wait()
        continue
      }
      if let pause = pace.pause(run.orders), news.wait(timeout: .now() + pause) == .success { continue }
      guard let trace = run.step(stop: stop) else { continue }
      pace.advance(by: run.orders.speed.interval)
      isRead = isNext(trace)
      if isRead { report(trace, run.read(trace, stop: stop)) }
    }
  }

  private func post(_ report: Report) {
    desk.withLock { desk in
      switch (report, desk.report) {
      case (.refused, _):
        desk.refusal = report
      case (.shown(_, _, kept: false), _):
        (desk.restart, desk.report, desk.refusal) = (report, nil, nil)
        desk.points = History()
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

/// When the next training step is due.
private struct Pace {
  private var next = DispatchTime.now()

  /// How long to wait until then; nil where it is due.
  func pause(_ orders: Orders) -> DispatchTimeInterval? {
    guard orders.isRunning, orders.speed.interval > 0 else { return nil }
    let now = DispatchTime.now()
    guard next > now else { return nil }
    return .nanoseconds(Int(next.uptimeNanoseconds - now.uptimeNanoseconds))
  }

  /// A step was made.
  mutating func advance(by interval: Double) {
    // From when it was due, so that the pace holds; from now, where it can't.
    next = max(.now(), next + .nanoseconds(Int(interval * 1e9)))
  }
}
