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
    /// Whether a start anew is still to be told: a later trace has taken its picture's place.
    var isRestartOwed = false
    /// A refusal that waits to be fetched: apart, so that no later picture takes its place.
    var refusal: Report?
    /// How far the analyses are, and how fast the training: apart, so that they take no trace's place.
    var progress: Report?
    var pace: Report?
    /// The run up to the last report, where it is remembered.
    var timeline: Timeline?
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
      if let refusal = desk.refusal.take() { return refusal }
      if desk.isRestartOwed {
        desk.isRestartOwed = false
        return desk.report?.asRestart
      }
      guard let report = desk.report.take() else {
        return desk.timeline.take().map { .remembered($0) } ?? desk.progress.take() ?? desk.pace.take()
      }
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
    var meter = Meter(at: now)
    while true {
      stop.clear()
      let (orders, isClosed) = desk.withLock { ($0.orders, $0.isClosed) }
      if isClosed { return }
      let begun = Pace()
      var teller = Teller()
      if orders != run.orders { meter = Meter(at: now) }
      let adopted = run.adopt(orders, stop: stop) { share, soFar in
        if teller.isDue { tell(share, before: teller.isFirst ? soFar : nil) }
      }
      if let adopted {
        // Settings that are new are trained with at once.
        if case .shown = adopted { pace = begun }
        // What was trained last waits until one is back.
        if case .looked = adopted { isRead = true }
        remember(run)
        post(teller.hasTold ? adopted.asRead : adopted)
      }
      guard run.wantsStep else {
        // The last step of a fast run may not have been read while its forerunner waited.
        if !isRead, let trace = run.newest {
          remember(run)
          report(trace, read(&run))
        }
        isRead = true
        meter = Meter(at: now)
        news.wait()
        continue
      }
      if let pause = pace.pause(run.orders), news.wait(timeout: .now() + pause) == .success { continue }
      guard let trace = run.step(stop: stop) else { continue }
      pace.advance(by: run.orders.speed.interval)
      isRead = isNext(trace)
      if isRead {
        remember(run)
        report(trace, read(&run))
      }
      if let rate = meter.count(at: now) { tell(.paced(rate, wish: run.orders.speed)) }
    }
  }

  /// The time, in seconds.
  private var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  /// Reads the newest trained trace. Where training stands it is shown before what takes long is done; where it goes on,
  /// with it, or nobody would ever see that.
  private func read(_ run: inout Run) -> [Reading] {
    guard let trace = run.newest else { return [] }
    let goesOn = run.wantsStep
    var teller = Teller()
    return run.read(stop: stop) { share, soFar in
      guard teller.isDue else { return }
      tell(share, before: teller.isFirst && !goesOn ? .trained(points: [], trace: trace, readings: soFar) : nil)
    }
  }

  private func post(_ report: Report) {
    desk.withLock { desk in
      switch (report, desk.report) {
      case (.refused, _):
        desk.refusal = report
        return
      case (.shown(_, _, kept: false), _):
        desk.isRestartOwed = false
        desk.refusal = nil
        desk.report = report
        desk.points = History()
      // What was to be told of the trace besides its readings still is.
      case (.read(let trace, let readings), .trained):
        desk.report = .trained(points: [], trace: trace, readings: readings)
      case (.read(let trace, let readings), .shown(_, _, let kept)):
        desk.report = .shown(trace: trace, readings: readings, kept: kept)
      case (_, .shown(_, _, kept: false)):
        desk.isRestartOwed = true
        desk.report = report
      default:
        desk.report = report
      }
      if case .shown = report { desk.refusal = nil }
      desk.progress = nil
    }
    wake()
  }

  private func remember(_ run: Run) { desk.withLock { $0.timeline = run.timeline } }

  private func tell(_ share: Double, before: Report?) {
    if let before { post(before) }
    desk.withLock { $0.progress = .working(share) }
    wake()
  }

  private func tell(_ pace: Report) {
    desk.withLock { $0.pace = pace }
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
    post(.trained(points: [], trace: trace, readings: readings))
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

/// When to tell how far a piece of work is: at a tenth of a second, and each tenth after that.
private struct Teller {
  private var last = DispatchTime.now()
  private var told = 0

  /// Whether it is time; it counts as told then.
  var isDue: Bool {
    mutating get {
      let now = DispatchTime.now()
      guard now >= last + .milliseconds(100) else { return false }
      (last, told) = (now, told + 1)
      return true
    }
  }

  /// Whether it was told once, just now.
  var isFirst: Bool { told == 1 }
  /// Whether it was told at all.
  var hasTold: Bool { told > 0 }
}
