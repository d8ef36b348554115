import Dispatch
import Engine
import Recurrence
import TestSupport

/// How long a test waits for an answer that must come.
let patience = DispatchTimeInterval.seconds(60)

/// Orders that stand still, for the settings changed from the classic example's.
func standing(_ change: (inout Experiment) -> Void = { _ in }) -> Orders {
  var experiment = Experiment()
  change(&experiment)
  return Orders(experiment: experiment, isRunning: false, speed: .ten)
}

/// An engine on a thread of its own, and the wakes by which it calls.
final class Rig {
  private let engine: ThreadedEngine
  private let wakes = DispatchSemaphore(value: 0)

  init(_ orders: Orders, memory: Int? = nil) throws {
    let trainer = try Trainer(orders.experiment, memory: memory)
    engine = ThreadedEngine([ChannelOrders(id: 0, orders)], trainer: trainer) { [wakes] in
      wakes.signal()
    }
  }

  deinit { engine.close() }

  func follow(_ orders: Orders) { engine.follow([ChannelOrders(id: 0, orders)]) }

  /// Waits for the next answer, and leaves it unfetched.
  func answer() throws {
    guard wakes.wait(timeout: .now() + patience) == .success else { throw DeadlineError(description: "no answer") }
  }

  /// All that waits to be fetched.
  func fetchAll() -> [Report] {
    var reports: [Report] = []
    while let told = engine.fetch() { reports.append(told.report) }
    return reports
  }

  /// Fetches reports until there is one of which something can be made.
  func wait<T>(_ what: String, _ found: (Report) throws -> T?) throws -> T {
    while true {
      do { try answer() } catch { throw DeadlineError(description: "no \(what)") }
      while let told = engine.fetch() {
        if let value = try found(told.report) { return value }
      }
    }
  }

  /// Waits for the picture of settings.
  @discardableResult
  func picture() throws -> Trace { try wait("picture") { if case .shown(let trace, _, _) = $0 { trace } else { nil } } }
}

extension SteppedEngine {
  /// An engine of one network.
  convenience init(_ orders: Orders, trainer: Trainer) { self.init([ChannelOrders(id: 0, orders)], trainer: trainer) }

  /// What it tells of one network's new orders.
  func follow(_ orders: Orders) -> [Report] { follow([ChannelOrders(id: 0, orders)]).map(\.report) }
}

extension Report {
  /// The trace that it tells of.
  var trace: Trace? {
    switch self {
    case .trained(_, let trace, _), .shown(let trace, _, _), .read(let trace, _), .looked(let trace, _, _): trace
    default: nil
    }
  }

  /// The training steps that it tells of.
  var points: [HistoryPoint]? { if case .trained(let points, _, _) = self { points } else { nil } }

  var readings: [Reading] {
    switch self {
    case .trained(_, _, let readings), .shown(_, let readings, _), .read(_, let readings): readings
    default: []
    }
  }

  /// Whether it is a start anew.
  var isRestart: Bool { if case .shown(_, _, kept: false) = self { true } else { false } }
}

/// An analysis that tells when it has begun, and ends when the test lets it: stopped, if it was to be by then.
struct Probe: Analysis {
  private final class Signals: Sendable {
    let begun = DispatchSemaphore(value: 0)
    let goOn = DispatchSemaphore(value: 0)
  }

  private let signals = Signals()

  func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Int {
    signals.begun.signal()
    guard signals.goOn.wait(timeout: .now() + patience) == .success, !stop.isSet else { throw .stopped }
    return subject.trace.step
  }

  /// Waits until a run has begun.
  func waitUntilBegun() throws {
    guard signals.begun.wait(timeout: .now() + patience) == .success else {
      throw DeadlineError(description: "the analysis has not begun")
    }
  }

  /// Lets a run end: the one that waits, or the next.
  func letEnd() { signals.goOn.signal() }

  static func == (a: Probe, b: Probe) -> Bool { a.signals === b.signals }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(signals)) }
}
