import Dispatch
import Engine
import Recurrence
import TestSupport
import Testing

/// Several networks trained in step.
struct LockstepTests {
  /// Networks that differ in cell, sizes and update.
  private static let variants: [@Sendable (inout Experiment) -> Void] = [
    { _ in }, { $0.cell = Cells.named("gru")! },
    { ($0.cell, $0.activation, $0.hidden) = (Cells.named("rnn")!, .relu, 7) },
    { ($0.optimizer, $0.clipping) = (.adam, Clipping(.norm, threshold: 0.01)) },
  ]

  private func experiment(_ change: (inout Experiment) -> Void) -> Experiment {
    var experiment = Experiment()
    (experiment.length, experiment.hidden, experiment.batch) = (12, 5, 2)
    change(&experiment)
    return experiment
  }

  private func orders(isRunning: Bool = true) -> [ChannelOrders] {
    Self.variants.enumerated().map { k, change in
      let orders = Orders(experiment: experiment(change), isRunning: isRunning, speed: .unlimited)
      return ChannelOrders(id: k, origin: k == 0 ? nil : 0, orders)
    }
  }

  /// What a network came to, to the bit.
  private func bits(_ trace: Trace) -> [UInt64] {
    ([trace.parameters.all, trace.clipped.all] + trace.layers.map(\.dh)).flatMap { $0.values.map(\.bitPattern) }
  }

  /// The traces of a network that is trained alone.
  private func alone(_ experiment: Experiment, steps: Int) throws -> [[UInt64]] {
    let trainer = try Trainer(experiment)
    return try (0..<steps).map { _ in bits(try #require(trainer.step())) }
  }

  @Test func eachMakesTheStepsThatItMakesAlone() throws {
    let orders = orders()
    let engine = SteppedEngine(orders, trainer: try Trainer(orders[0].orders.experiment))
    var traces: [Int: [[UInt64]]] = [:]
    for told in engine.advance(by: 6) {
      guard case .trained(let points, let trace, _) = told.report else { continue }
      #expect(points.map(\.step) == [trace.step])
      traces[told.channel, default: []].append(bits(trace))
    }
    for (k, change) in Self.variants.enumerated() {
      #expect(try traces[k] == alone(experiment(change), steps: 6), "network \(k)")
    }
  }

  @Test func aCopyGoesOnFromWhereItsOriginalIs() throws {
    var orders = [
      ChannelOrders(id: 0, Orders(experiment: experiment { $0.optimizer = .adam }, isRunning: true, speed: .ten))
    ]
    let engine = SteppedEngine(orders, trainer: try Trainer(orders[0].orders.experiment))
    _ = engine.advance(by: 5)
    var changed = orders[0].orders
    changed.experiment.learningRate = 0.5
    orders.append(ChannelOrders(id: 3, origin: 0, orders[0].orders))
    orders.append(ChannelOrders(id: 4, origin: 0, changed))
    #expect(engine.follow(orders).allSatisfy { $0.channel > 0 && !$0.report.isRestart })
    var last: [Int: Trace] = [:]
    for told in engine.advance(by: 3) { last[told.channel] = told.report.trace }
    #expect(last.values.allSatisfy { $0.step == 7 } && last.count == 3)
    let all = try alone(orders[0].orders.experiment, steps: 8)
    #expect(try bits(#require(last[0])) == all[7] && bits(#require(last[3])) == all[7])
    let trainer = try Trainer(orders[0].orders.experiment)
    for _ in 0..<5 { _ = trainer.step() }
    try trainer.reconfigure(changed.experiment)
    for _ in 0..<2 { _ = trainer.step() }
    #expect(try bits(#require(last[4])) == bits(#require(trainer.step())))
  }

  @Test func whereOneStartsAnewAllDo() throws {
    var orders = orders()
    let engine = SteppedEngine(orders, trainer: try Trainer(orders[0].orders.experiment))
    _ = engine.advance(by: 4)
    orders[1].orders.experiment.cell = Cells.named("lstm")!
    let told = engine.follow(orders)
    #expect(told.map(\.channel).sorted() == [0, 1, 2, 3] && told.allSatisfy(\.report.isRestart))
    #expect(told.allSatisfy { $0.report.trace?.step == 0 })
    #expect(engine.advance().allSatisfy { $0.report.trace?.step == 0 })
    // What starts nothing anew disturbs nobody.
    orders[2].orders.experiment.learningRate = 1
    let live = engine.follow(orders)
    #expect(live.map(\.channel) == [2] && live.allSatisfy { !$0.report.isRestart })
    #expect(engine.advance().compactMap(\.report.trace).map(\.step) == [1, 1, 1, 1])
    // One that is dropped is told of no more.
    orders.remove(at: 0)
    #expect(engine.follow(orders).isEmpty)
    #expect(engine.advance().map(\.channel) == [1, 2, 3])
  }

  @Test func allStandAtTheFirstNaN() throws {
    var orders = orders()
    orders[2].orders.experiment.activation = .identity
    orders[2].orders.experiment.gain = 1e200
    let engine = SteppedEngine(orders, trainer: try Trainer(orders[0].orders.experiment))
    #expect(engine.advance(by: 5).allSatisfy { $0.report.points == nil }, "one is NaN before any step")
    // Who wants to may go on.
    for k in orders.indices { orders[k].orders.speed = .ten }
    _ = engine.follow(orders)
    #expect(engine.advance(by: 1).map(\.channel) == [0, 1, 2, 3])
  }

  @Test func theThreadedEngineMakesTheSameStepsInStep() throws {
    let orders = orders()
    let wakes = DispatchSemaphore(value: 0)
    let engine = ThreadedEngine(orders, trainer: try Trainer(orders[0].orders.experiment)) { wakes.signal() }
    defer { engine.close() }
    var seen: [Int: [Int: [UInt64]]] = [:]
    while seen[3, default: [:]].count < 4 {
      guard wakes.wait(timeout: .now() + patience) == .success else { throw DeadlineError(description: "no step") }
      var newest: [Int: Int] = [:]
      while let told = engine.fetch() {
        guard case .trained(_, let trace, _) = told.report else { continue }
        seen[told.channel, default: [:]][trace.step] = bits(trace)
        newest[told.channel] = trace.step
      }
      #expect(Set(newest.values).count <= 1, "one step of all at a time: \(newest)")
    }
    let most = try #require(seen.values.flatMap(\.keys).max())
    for (k, change) in Self.variants.enumerated() {
      let all = try alone(experiment(change), steps: most + 1)
      for (step, bits) in seen[k, default: [:]] { #expect(bits == all[step], "network \(k), step \(step)") }
    }
  }

  /// One that has gone back in its run before the other has, for newer orders came, is not caught up with by training.
  @Test func whoHasGoneBackAloneIsNotTrainedOn() throws {
    var orders = Array(orders(isRunning: true).prefix(2))
    let trainer = try Trainer(orders[0].orders.experiment, memory: Timeline.usualBudget)
    let engine = SteppedEngine(orders, trainer: trainer)
    _ = engine.advance(by: 5)
    for k in orders.indices { orders[k].orders.isRunning = false }
    orders[0].orders.resumed = Numbered(try #require(trainer.timeline).prefix(2), after: nil)
    let told = engine.follow(orders)
    #expect(told.compactMap(\.report.trace).map(\.step) == [2], "the picture of the step to come, and no step")
    #expect(told.allSatisfy { $0.report.points == nil })
  }

  /// Orders that come in the middle of a step find all of them at the same one, whichever is slow.
  @Test func newOrdersLoseNoStepOfAny() throws {
    var orders = [
      ChannelOrders(id: 0, Orders(experiment: experiment { $0.hidden = 2 }, isRunning: true, speed: .unlimited)),
      ChannelOrders(
        id: 1, origin: 0,
        Orders(experiment: experiment { ($0.hidden, $0.batch) = (40, 8) }, isRunning: true, speed: .unlimited)),
    ]
    let wakes = DispatchSemaphore(value: 0)
    let engine = ThreadedEngine(orders, trainer: try Trainer(orders[0].orders.experiment)) { wakes.signal() }
    defer { engine.close() }
    var (courses, next) = ([Int: [HistoryPoint]](), 0)
    while next < 60 {
      guard wakes.wait(timeout: .now() + patience) == .success else { throw DeadlineError(description: "no step") }
      while let told = engine.fetch() {
        switch told.report {
        case .trained(let points, let trace, _):
          courses[told.channel, default: []] += points
          #expect(points.last.map { $0.step + $0.count - 1 } == trace.step, "\(told.channel) at \(trace.step)")
        case .shown(_, _, kept: false): courses[told.channel] = []
        case .passed(let points): courses[told.channel, default: []] += points
        default: break
        }
      }
      next += 1
      for k in orders.indices { orders[k].orders.experiment.learningRate = next % 2 == 0 ? 1e-3 : 2e-3 }
      engine.follow(orders)
    }
    for (channel, points) in courses {
      for (before, after) in zip(points, points.dropFirst()) {
        #expect(after.step == before.step + before.count, "channel \(channel)")
      }
    }
  }
}
