import Engine
import Glibc
import Recurrence
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
    #expect(reports.first?.isRestart == true)
    #expect(reports.count == 2)
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

  @Test("A check at a timestep that is no more is made at the last one")
  func checkBeyond() throws {
    var orders = standing { $0.length = 10 }
    let rig = try Rig(orders)
    try rig.picture()
    orders.experiment.length = 5
    orders.check = Numbered(CheckOrder(layer: 0, t: 10), after: nil)
    rig.follow(orders)
    let check = try rig.wait("result") { if case .checked(let check) = $0 { check } else { nil } }
    #expect(check.parts.first?.timestep == 5)
  }

  @Test("Training steps that nobody fetches are merged where they wait, and none is lost")
  func unfetchedPoints() throws {
    var orders = standing { ($0.hidden, $0.inputs, $0.length) = (1, 1, 2) }
    let rig = try Rig(orders)
    try rig.picture()
    orders.steps += 5000
    rig.follow(orders)
    // The first step's report, and the last one's in its place.
    try rig.answer()
    try rig.answer()
    guard case .trained(let points, let trace, _) = try #require(rig.fetchAll().last) else {
      Issue.record("no training")
      return
    }
    #expect(trace.step == 4999 && points.count <= 1024)
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
  func run(_ trace: Trace, layer: Int, stop: StopSignal, progress: (Double) -> Void) throws(Unfinished) -> Bool {
    var stack = stack_t()
    return sigaltstack(nil, &stack) == 0 && stack.ss_flags & Int32(SS_DISABLE) == 0
  }
}
