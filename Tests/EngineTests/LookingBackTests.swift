import Recurrence
import Testing

@testable import Engine

/// Orders to look back, and to go on from there.
struct LookingBackTests {
  private let orders = standing { ($0.length, $0.hidden, $0.task, $0.optimizer) = (9, 5, .adding, .adam) }

  private func numbers(_ trace: Trace) -> [Double] {
    [Double(trace.step), trace.loss] + trace.parameters.all.values + trace.gradients.all.values
  }

  private func timeline(_ reports: [Report]) -> Timeline? {
    if case .remembered(let timeline) = reports.last { timeline } else { nil }
  }

  @Test func backAndAgainToNow() throws {
    var orders = orders
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment, memory: 1 << 16))
    orders.steps += 8
    let traces = engine.follow(orders).compactMap(\.trace).dropFirst().map(numbers)
    orders.experiment.learningRate = 0.1
    orders.steps += 2
    _ = engine.follow(orders)
    for position in [7, 3, 4, 0] {
      orders.lookingAt = position
      let reports = engine.follow(orders)
      guard case .looked(let trace, let readings, position) = reports.first else {
        Issue.record("\(reports.count) reports")
        return
      }
      #expect(numbers(trace) == traces[position] && readings.count == 1)
      #expect(engine.follow(orders).isEmpty && engine.advance(by: 2).isEmpty, "it stands")
    }
    // What a step that is asked for meanwhile waits for.
    orders.steps += 1
    #expect(engine.follow(orders).isEmpty)
    orders.lookingAt = nil
    let back = engine.follow(orders)
    #expect(back.compactMap(\.trace).map(\.step) == [10, 10] && timeline(back)?.count == 11)
  }

  @Test func aBranchAndTheFutureThatWasLeft() throws {
    var orders = orders
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment, memory: 1 << 16))
    orders.steps += 8
    let old = try #require(timeline(engine.follow(orders)))
    orders.resumed = Numbered(old.prefix(5), after: orders.resumed)
    orders.experiment.clipping = Clipping(.norm, threshold: 1e-3)
    orders.steps += 1
    let branch = engine.follow(orders)
    #expect(
      branch.compactMap(\.trace).map(\.step) == [5, 5]
        && branch.last(where: { $0.trace != nil })?.trace?.clipReport.isClipped == true)
    #expect(timeline(branch)?.count == 6)
    orders.resumed = Numbered(old, after: orders.resumed)
    orders.experiment.clipping = .off
    let left = engine.follow(orders)
    #expect(left.compactMap(\.trace).map(\.step) == [8] && timeline(left)?.changes.count == 1)
  }

  /// A way back that was stopped is of the run as it was then.
  @Test func stoppedAndLaterAnotherWay() throws {
    var orders = orders
    var run = Run(orders: orders, trainer: try Trainer(orders.experiment, memory: 1 << 16))
    _ = run.adopt(orders, stop: .never)
    func train(_ steps: Int) -> [[Double]] { (0..<steps).compactMap { _ in run.makeStep(stop: .never).map(numbers) } }
    orders.isRunning = true
    _ = run.adopt(orders, stop: .never)
    var traces = train(4)
    let stopped = StopSignal()
    stopped.set()
    orders.lookingAt = 2
    #expect(run.adopt(orders, stop: stopped) == nil)
    orders.lookingAt = nil
    _ = run.adopt(orders, stop: .never)
    traces += train(4)
    orders.lookingAt = 7
    #expect(run.adopt(orders, stop: .never)?.trace.map(numbers) == traces[7])
  }

  @Test func onAThreadOfItsOwn() throws {
    var orders = orders
    orders.isRunning = true
    orders.speed = .unlimited
    let rig = try Rig(orders, memory: 1 << 16)
    let timeline = try rig.wait("a run of 20 steps") { (report) -> Timeline? in
      if case .remembered(let timeline) = report, timeline.count > 20 { timeline } else { nil }
    }
    orders.lookingAt = 13
    rig.follow(orders)
    let trace = try rig.wait("look") { if case .looked(let trace, _, _) = $0 { trace } else { nil } }
    #expect(numbers(trace) == numbers(try #require(timeline.trace(at: 13))))
    orders.lookingAt = nil
    rig.follow(orders)
    try rig.wait("training") { if case .trained(_, let trace, _) = $0, trace.step > 20 { () } else { nil } }
  }
}
