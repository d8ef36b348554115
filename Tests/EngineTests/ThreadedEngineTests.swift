import Engine
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
}
