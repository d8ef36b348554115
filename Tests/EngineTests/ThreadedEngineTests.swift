import Foundation
import Engine
import Recurrence
import Synchronization
import Testing

import Scope

/// The engine without a screen: orders go in, reports come out when the test fetches them.
@Suite("The engine")
final class ThreadedEngineTests {
  private var engine: ThreadedEngine?
  private let wakes = Counter()

  deinit { engine?.close() }

  @Test("What a pause stops in the middle of an analysis is worked out once the training stands")
  func pausedReading() throws {
    // Some seconds of Jacobians.
    var session = try start { ($0.hidden, $0.length) = (40, 400) }
    try wait("first picture") { if case .shown = $0 { true } else { false } }
    for _ in 0..<5 { session.apply(.focus(by: 1)) }
    session.apply(.toggleRun)
    engine?.follow(session.orders)
    // The training step is done long before the Jacobians are.
    usleep(400_000)
    session.apply(.toggleRun)
    engine?.follow(session.orders)
    try wait("Jacobians") { $0.readings?.first?[Reach()].value != nil }
  }

  @Test("What other orders stop in the middle of an analysis is worked out after them")
  func interruptedReading() throws {
    var session = try start { ($0.hidden, $0.length) = (40, 400) }
    try wait("first picture") { if case .shown = $0 { true } else { false } }
    for _ in 0..<5 { session.apply(.focus(by: 1)) }
    engine?.follow(session.orders)
    usleep(200_000)
    session.apply(.speed(by: 1))
    engine?.follow(session.orders)
    try wait("Jacobians") { $0.readings?.first?[Reach()].value != nil }
  }

  @Test("Orders count from the start, even those that come before the thread is up")
  func earlyOrders() throws {
    for _ in 0..<50 {
      var session = try start { ($0.hidden, $0.length) = (2, 3) }
      session.apply(.trainOnce)
      engine?.follow(session.orders)
      try wait("training step") { if case .trained = $0 { true } else { false } }
    }
  }

  @Test("A start anew is told, whatever comes before it is fetched")
  func restart() throws {
    for action in [Action.change(.clip, by: 1), .focus(by: 1), .trainOnce] {
      var session = try start { _ in }
      try wait("first picture") { if case .shown = $0 { true } else { false } }
      session.apply(.reset)
      try follow(session.orders)
      for _ in 0..<3 { session.apply(.focus(by: 1)) }
      session.apply(action)
      try follow(session.orders)
      let reports = all()
      #expect(reports.first.map { if case .shown(_, _, kept: false) = $0 { true } else { false } } == true, "\(action)")
      #expect(reports.count == 2)
    }
  }

  @Test("A refusal is told even where a picture follows, and costs no reset")
  func refusal() throws {
    var session = try start { _ in }
    try wait("first picture") { if case .shown = $0 { true } else { false } }
    let inForce = session.orders
    session.apply(.openPrompt)
    for character in "task file:/no/such" { session.apply(.typed(character)) }
    session.apply(.submit)
    session.apply(.reset)
    try follow(session.orders)
    session.apply(.trainOnce)
    try follow(session.orders)
    let refused = try #require(all().first { if case .refused = $0 { true } else { false } })
    session.receive(refused)
    #expect(session.orders.experiment == inForce.experiment)
    engine?.follow(session.orders)
    try wait("reset") { if case .shown(_, _, kept: false) = $0 { true } else { false } }
  }

  @Test("The first picture waits for no settings that have been left")
  func firstPicture() throws {
    var session = try start { ($0.hidden, $0.length) = (64, 50_000) }
    usleep(100_000)
    let length = 10
    session.apply(.openPrompt)
    for character in "length \(length)" { session.apply(.typed(character)) }
    session.apply(.submit)
    engine?.follow(session.orders)
    try wait("picture") {
      if case .shown(let trace, _, _) = $0 { #expect(trace.shape.length == length) }
      return true
    }
  }

  @Test("A check at a timestep that is no more is made at the last one")
  func checkBeyond() throws {
    var session = try start { $0.length = 10 }
    try wait("first picture") {
      session.receive($0)
      return session.trace != nil
    }
    session.apply(.change(.length, by: -1))
    session.apply(.check)
    engine?.follow(session.orders)
    try wait("result") { if case .checked = $0 { true } else { false } }
  }

  // MARK: - Helpers

  private func start(_ change: (inout Experiment) -> Void) throws -> Session {
    var experiment = Experiment()
    change(&experiment)
    let session = Session(experiment, isRunning: false)
    engine?.close()
    engine = ThreadedEngine(session.orders, trainer: try Trainer(experiment)) { [wakes] in
      wakes.value.withLock { $0 += 1 }
    }
    return session
  }

  /// Gives orders, and waits for an answer that is not fetched.
  private func follow(_ orders: Orders) throws {
    let before = wakes.value.withLock { $0 }
    engine?.follow(orders)
    let deadline = ContinuousClock.now + .seconds(10)
    while wakes.value.withLock({ $0 }) == before {
      guard ContinuousClock.now < deadline else { throw DeadlineError(description: "no answer") }
      usleep(1000)
    }
  }

  /// All that waits to be fetched.
  private func all() -> [Report] {
    var reports: [Report] = []
    while let report = engine?.fetch() { reports.append(report) }
    return reports
  }

  private func wait(_ what: String, _ isThere: (Report) throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      while let report = engine?.fetch() {
        if try isThere(report) { return }
      }
      usleep(1000)
    }
    throw DeadlineError(description: "no \(what)")
  }
}

private final class Counter: Sendable {
  let value = Mutex(0)
}

extension Report {
  fileprivate var readings: [Reading]? {
    switch self {
    case .trained(_, _, let readings), .shown(_, let readings, _), .read(_, let readings): readings
    default: nil
    }
  }
}
