import Dispatch
import Engine
import Glibc
import Recurrence
import Synchronization
import TestSupport
import Testing

/// The engine without a screen: orders go in, reports come out when the test fetches them.
@Suite("The engine")
struct ThreadedEngineTests {
  @Test("What a pause stops in the middle of an analysis is worked out once the training stands")
  func pausedReading() throws {
    let probe = Probe()
    var orders = standing { $0.length = 10 }
    let rig = try Rig(orders)
    try rig.picture()
    orders.wanted = [AnyAnalysis(probe)]
    orders.isRunning = true
    rig.follow(orders)
    try probe.waitUntilBegun()
    orders.isRunning = false
    rig.follow(orders)
    probe.letEnd()
    try probe.waitUntilBegun()
    probe.letEnd()
    let step = try rig.wait("finding") { $0.readings.first?[probe].value }
    #expect(step == 0)
  }

  @Test("What other orders stop in the middle of an analysis is worked out after them")
  func interruptedReading() throws {
    let probe = Probe()
    var orders = standing { $0.length = 10 }
    let rig = try Rig(orders)
    try rig.picture()
    orders.wanted = [AnyAnalysis(probe)]
    rig.follow(orders)
    try probe.waitUntilBegun()
    orders.speed = .thirty
    rig.follow(orders)
    probe.letEnd()
    try probe.waitUntilBegun()
    probe.letEnd()
    _ = try rig.wait("finding") { $0.readings.first?[probe].value }
  }

  @Test("Orders count from the start, even those that come before the thread is up")
  func earlyOrders() throws {
    for _ in 0..<50 {
      var orders = standing { ($0.hidden, $0.length) = (2, 3) }
      let rig = try Rig(orders)
      orders.steps += 1
      rig.follow(orders)
      try rig.wait("training step") { if case .trained = $0 { () } else { nil } }
    }
  }

  @Test(
    "A start anew is told, whatever comes before it is fetched",
    arguments: [
      { $0.experiment.clipping.mode = .value }, { $0.wanted = [AnyAnalysis(RouteShares())] }, { $0.steps += 1 },
    ] as [@Sendable (inout Orders) -> Void])
  func restart(_ change: @Sendable (inout Orders) -> Void) throws {
    var orders = standing()
    let rig = try Rig(orders)
    try rig.picture()
    orders.resets += 1
    rig.follow(orders)
    try rig.answer()
    change(&orders)
    rig.follow(orders)
    try rig.answer()
    let reports = rig.fetchAll()
    #expect(reports.map(\.isRestart).first == true && reports.count(where: \.isRestart) == 1)
    #expect(reports.last?.readings.first?[RouteShares()].value != nil || orders.wanted.isEmpty)
    if orders.steps == 1 { #expect(reports.count == 2 && reports.last?.trace?.step == 0) }
  }

  @Test("A refusal is told even where a picture follows, and costs no reset")
  func refusal() throws {
    var orders = standing()
    let rig = try Rig(orders)
    try rig.picture()
    let before = orders.experiment
    orders.experiment.task = .file(path: "/no/such")
    orders.resets += 1
    rig.follow(orders)
    try rig.answer()
    orders.steps += 1
    rig.follow(orders)
    try rig.answer()
    let inForce = rig.fetchAll().compactMap {
      if case .refused(_, let inForce) = $0 { inForce } else { nil }
    }
    #expect(inForce == [before])
    orders.experiment = before
    rig.follow(orders)
    try rig.wait("reset") { $0.isRestart ? () : nil }
  }

  @Test("Where training stands a picture comes before the analysis that takes long, which tells how far it is")
  func slowAnalysis() throws {
    let slow = Slow()
    var orders = standing { $0.length = 10 }
    orders.wanted = [AnyAnalysis(slow)]
    let rig = try Rig(orders)
    let early = try rig.wait("picture") { if case .shown(_, let readings, _) = $0 { readings } else { nil } }
    guard case .notYet = early[0][slow] else {
      Issue.record("the picture has waited")
      return
    }
    #expect(try rig.wait("progress") { if case .working(let share) = $0 { share } else { nil } } == 0.25)
    slow.end()
    #expect(try rig.wait("finding") { if case .read(_, let readings) = $0 { readings[0][slow].value } else { nil } })
    // Nothing but what was not known: the training goes on to the next step at once.
    orders.wanted = []
    orders.steps += 1
    rig.follow(orders)
    #expect(try rig.wait("step") { if case .trained(_, let trace, _) = $0 { trace.step } else { nil } } == 0)
  }

  @Test("Traces are held by four at most, however slowly they are fetched", arguments: [1, 3])
  func heldTraces(_ layers: Int) throws {
    var orders = standing { ($0.hidden, $0.length, $0.layers) = (8, 40, layers) }
    orders.wanted = [AnyAnalysis(Truncated(window: 3)), AnyAnalysis(Precision())]
    let places = Places()
    let engine = ThreadedEngine(
      [ChannelOrders(id: 0, orders)], trainer: try Trainer(orders.experiment, source: places),
      wake: { places.wakes.signal() })
    defer { engine.close() }
    func follow(_ change: (inout Orders) -> Void) throws {
      change(&orders)
      engine.follow([ChannelOrders(id: 0, orders)])
      guard places.wakes.wait(timeout: .now() + patience) == .success else {
        throw DeadlineError(description: "no answer")
      }
    }
    var shown: Report?
    // Fewer traces than the pool waits for before it gives memory back, which may then be had elsewhere.
    for _ in 0..<10 {
      try follow { $0.resets += 1 }
      try follow { $0.steps += 3 }
      while let told = engine.fetch() { if told.report.trace != nil { shown = told.report } }
    }
    #expect(shown != nil && places.count <= 4, "\(places.count) places")
  }

  @Test("Training steps that nobody fetches are merged where they wait, and none is lost")
  func unfetchedPoints() throws {
    var orders = standing { ($0.hidden, $0.inputs, $0.length) = (1, 1, 2) }
    let rig = try Rig(orders)
    try rig.picture()
    orders.steps += 5000
    rig.follow(orders)
    // The first step's report, which nobody fetches, and at the end the last one's in its place.
    try rig.answer()
    let points = try rig.wait("last step") { (report) -> [HistoryPoint]? in
      guard case .trained(let points, let trace, _) = report, trace.step == 4999 else { return nil }
      return points
    }
    #expect(points.count <= 1024)
    #expect(points.reduce(0) { $0 + $1.count } == 5000)
    for (before, after) in zip(points, points.dropFirst()) { #expect(after.step == before.step + before.count) }
  }

  @Test("Its thread has a stack of its own for what handles signals")
  func signalStack() throws {
    var orders = standing { $0.length = 10 }
    let rig = try Rig(orders)
    try rig.picture()
    orders.wanted = [AnyAnalysis(StackProbe())]
    rig.follow(orders)
    #expect(try rig.wait("finding") { $0.readings.first?[StackProbe()].value })
  }
}

/// Whether the thread that it runs on has an alternate signal stack.
private struct StackProbe: Analysis {
  func run(_ subject: Subject, stop: StopSignal, progress: (Double) -> Void) throws(Unfinished) -> Bool {
    var stack = stack_t()
    return sigaltstack(nil, &stack) == 0 && stack.ss_flags & Int32(SS_DISABLE) == 0
  }
}

/// An analysis that is slow: it tells that a quarter is done, until it is ended.
private final class Slow: Analysis {
  private let isEnded = Atomic<Bool>(false)
  func end() { isEnded.store(true, ordering: .relaxed) }

  func run(_ subject: Subject, stop: StopSignal, progress: (Double) -> Void) throws(Unfinished) -> Bool {
    while !isEnded.load(ordering: .relaxed) {
      if stop.isSet { throw .stopped }
      progress(0.25)
    }
    return true
  }

  static func == (a: Slow, b: Slow) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A source that counts the places in memory where it was to put x.
private final class Places: DataSource {
  private let places = Mutex<Set<UInt>>([])
  let wakes = DispatchSemaphore(value: 0)
  var count: Int { places.withLock(\.count) }
  let inputs = 2
  let outputs = 1
  let loss = Loss.mse
  let lossAt = LossPosition.every

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    let place = x.withValues { UInt(bitPattern: $0.baseAddress) }
    places.withLock { _ = $0.insert(place) }
    x.fill(Double(step % 7))
    target.fill(1)
  }
}
