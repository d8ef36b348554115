import Dispatch
import Recurrence
import Synchronization

/// Trains on a thread of its own, to the newest orders, and leaves the newest finished traces to be fetched.
///
/// Nobody waits for anybody: orders replace those before, reports that were not fetched in time are merged, and a step
/// that is under way when orders change is stopped. Several networks are trained in step, on as many cores as there are.
public final class ThreadedEngine: Sendable {
  private struct Desk {
    var orders: [ChannelOrders]
    var isClosed = false
    /// What waits to be fetched, of each channel.
    var trays: [Int: Tray] = [:]

    /// Drops what waits of channels that are gone.
    mutating func forgetDropped() {
      guard trays.count > orders.count else { return }
      let ids = Set(orders.map(\.id))
      trays = trays.filter { ids.contains($0.key) }
    }
  }

  private let desk: Mutex<Desk>
  private let stop = StopSignal()
  private let news = DispatchSemaphore(value: 0)
  private let wake: @Sendable () -> Void

  /// An engine that begins at once; the trainer is the first channel's. `wake` is called, from its thread, whenever there
  /// is something to fetch.
  public convenience init(_ orders: [ChannelOrders], trainer: sending Trainer, wake: @escaping @Sendable () -> Void) {
    self.init(orders, trainers: [trainer], wake: wake)
  }

  /// An engine whose first channels have a trainer each, all at the same step.
  public init(_ orders: [ChannelOrders], trainers: sending [Trainer], wake: @escaping @Sendable () -> Void) {
    precondition(!orders.isEmpty && !trainers.isEmpty, "an engine of no network")
    desk = Mutex(Desk(orders: orders))
    self.wake = wake
    // The trainers are handed over: from here on only the engine's thread uses them.
    nonisolated(unsafe) let trainers = trainers
    DispatchQueue(label: "engine", qos: .userInitiated).async { self.work(trainers, since: orders) }
  }

  /// Gives new orders.
  public func follow(_ orders: [ChannelOrders]) {
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

  /// What has been finished since the last call: nil where all has been fetched.
  public func fetch() -> ChannelReport? {
    desk.withLock { desk in
      for id in desk.trays.keys.sorted() {
        if let report = desk.trays[id]?.take() { return ChannelReport(channel: id, report: report) }
      }
      return nil
    }
  }

  // MARK: - On the engine's thread

  /// Works on what the orders have risen by since the first.
  private func work(_ trainers: [Trainer], since first: [ChannelOrders]) {
    SignalStack.install()
    // Whether the newest traces have been read for the screen.
    var isRead = true
    var lockstep = Lockstep(first, trainers: trainers)
    var adopted = first
    var pace = Pace()
    var meter = Meter(at: now)
    while true {
      stop.clear()
      let (all, isClosed) = desk.withLock { ($0.orders, $0.isClosed) }
      if isClosed { return }
      // A step that newer orders stopped before all had made it is made by all first: they act on one step.
      if lockstep.isHalfMade {
        _ = lockstep.step(stop: .never, took: { meter.count($1, of: $0) })
        _ = isNext(lockstep)
        isRead = false
      }
      let begun = Pace()
      if all != adopted { meter = Meter(at: now) }
      adopted = all
      switch adopt(all, &lockstep) {
      // Settings that are new are trained with at once; their picture is newer than what was trained last.
      case .shown: (pace, isRead) = (begun, true)
      // What was trained last waits until one is back.
      case .looked: isRead = true
      default: break
      }
      let saved = lockstep.saved(all)
      if !saved.isEmpty { post(saved) }
      guard lockstep.wantsStep else {
        // The last step of a fast run may not have been read while its forerunner waited.
        if !isRead {
          remember(lockstep)
          post(read(&lockstep))
        }
        isRead = true
        meter = Meter(at: now)
        news.wait()
        continue
      }
      let orders = lockstep.seats[0].run.orders
      if let pause = pace.pause(orders), news.wait(timeout: .now() + pause) == .success { continue }
      guard lockstep.step(stop: stop, took: { meter.count($1, of: $0) }) else { continue }
      pace.advance(by: orders.speed.interval)
      isRead = isNext(lockstep)
      if isRead {
        remember(lockstep)
        post(read(&lockstep))
      }
      if orders.isRunning, let measured = meter.count(at: now) { tell(measured, lockstep, wish: orders.speed) }
    }
  }

  /// Takes on orders, and posts what is to be shown of it; the first of that.
  private func adopt(_ all: [ChannelOrders], _ lockstep: inout Lockstep) -> Report? {
    let tellers = Tellers(all.count)
    let reports = lockstep.adopt(all, stop: stop) { seat, share, soFar in
      guard tellers.isDue(seat) else { return }
      tell(share, of: all[seat].id, before: tellers.isFirst(seat) ? soFar : nil)
    }
    guard !reports.isEmpty else { return nil }
    remember(lockstep)
    post(
      reports.map { told in
        // A start anew that others began may come after a picture that was told early.
        if case .shown(_, _, kept: false) = told.report { return told }
        let isTold = all.firstIndex { $0.id == told.channel }.map(tellers.hasTold) ?? false
        return isTold ? ChannelReport(channel: told.channel, report: told.report.asRead) : told
      })
    return reports[0].report
  }

  /// The time, in seconds.
  private var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  /// Reads the newest trained traces. Where training stands they are shown before what takes long is done; where it goes
  /// on, with it, or nobody would ever see that.
  private func read(_ lockstep: inout Lockstep) -> [ChannelReport] {
    let (goesOn, ids) = (lockstep.wantsStep, lockstep.seats.map(\.id))
    let tellers = Tellers(ids.count)
    return lockstep.read(stop: stop) { seat, share, soFar in
      guard tellers.isDue(seat) else { return }
      tell(share, of: ids[seat], before: tellers.isFirst(seat) && !goesOn ? soFar : nil)
    }
  }

  private func post(_ reports: [ChannelReport]) {
    desk.withLock { desk in
      for told in reports { desk.trays[told.channel, default: Tray()].put(told.report) }
      desk.forgetDropped()
    }
    wake()
  }

  private func tell(_ share: Double, of channel: Int, before: Report?) {
    if let before { post([ChannelReport(channel: channel, report: before)]) }
    desk.withLock { $0.trays[channel, default: Tray()].progress = .working(share) }
    wake()
  }

  private func remember(_ lockstep: Lockstep) {
    let timelines = lockstep.timelines
    desk.withLock { desk in for (id, timeline) in timelines { desk.trays[id, default: Tray()].timeline = timeline } }
  }

  private func tell(_ measured: Meter.Measure, _ lockstep: Lockstep, wish: Speed) {
    desk.withLock { desk in
      for (seat, cost) in zip(lockstep.seats, measured.costs) {
        desk.trays[seat.id, default: Tray()].pace = .paced(measured.rate, wish: wish)
        desk.trays[seat.id]!.cost = .cost(cost)
      }
      desk.forgetDropped()
    }
    wake()
  }

  /// A training step is read for the screen only if the one before has been fetched: at full speed most are not.
  private func isNext(_ lockstep: Lockstep) -> Bool {
    let points = lockstep.seats.map { seat in (seat.id, seat.run.newest.map { HistoryPoint($0) }) }
    return desk.withLock { desk in
      for case (let id, let point?) in points { desk.trays[id, default: Tray()].points.append(point) }
      return desk.trays.values.allSatisfy { $0.report == nil }
    }
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

/// One for each network; used at once by those that work.
private final class Tellers: Sendable {
  private let all: Mutex<[Teller]>

  init(_ count: Int) { all = Mutex(Array(repeating: Teller(), count: count)) }

  func isDue(_ k: Int) -> Bool { all.withLock { $0[k].isDue } }
  func isFirst(_ k: Int) -> Bool { all.withLock { $0[k].isFirst } }
  func hasTold(_ k: Int) -> Bool { all.withLock { $0[k].hasTold } }
}
