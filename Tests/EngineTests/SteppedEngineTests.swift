import Engine
import Recurrence
import Testing

struct SteppedEngineTests {
  /// All that a step computed from, and to, as bits.
  private func bits(_ trace: Trace) -> [UInt64] {
    let tensors =
      [trace.x, trace.y, trace.parameters.all, trace.gradients.all, trace.clipped.all] + trace.layers.map(\.dh)
    return [UInt64(trace.step)] + tensors.flatMap { $0.values.map(\.bitPattern) }
  }

  @Test func theSameOrdersGiveTheTracesOfTheThreadedEngine() throws {
    for cell in Cells.all {
      var orders = standing {
        $0.cell = cell
        ($0.length, $0.hidden, $0.layers, $0.batch) = (9, 5, 2, 3)
      }
      let rig = try Rig(orders)
      let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment))
      let first = try rig.picture()
      #expect(engine.follow(orders).compactMap(\.trace).map(bits) == [bits(first)])
      let changes: [(inout Orders) -> Void] = [
        { $0.steps += 1 }, { $0.experiment.clipping = Clipping(.norm, threshold: 0.01) }, { $0.steps += 1 },
        { $0.experiment.optimizer = .adam }, { $0.wanted = [AnyAnalysis(RouteShares())] }, { $0.steps += 1 },
        { $0.resets += 1 }, { $0.steps += 1 }, { $0.experiment.seed = 7 }, { $0.steps += 1 },
      ]
      for (k, change) in changes.enumerated() {
        change(&orders)
        rig.follow(orders)
        let threaded = try rig.wait("answer \(k)", \.trace)
        let stepped = engine.follow(orders).compactMap(\.trace)
        #expect(stepped.map(bits) == [bits(threaded)], "\(cell.name), change \(k)")
      }
    }
  }

  @Test func trainingThatRunsGivesTheSameTracesToo() throws {
    var orders = standing { $0.length = 20 }
    orders.isRunning = true
    orders.speed = .unlimited
    let rig = try Rig(orders)
    // Those that happened to be told, some way into the run.
    var threaded: [Int: [UInt64]] = [:]
    try rig.wait("20 steps") { (report) -> Void? in
      guard case .trained(_, let trace, _) = report else { return nil }
      threaded[trace.step] = bits(trace)
      return trace.step >= 20 ? () : nil
    }
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment))
    for _ in 0...(try #require(threaded.keys.max())) {
      let trace = try #require(engine.advance().last?.trace)
      #expect(threaded[trace.step] == nil || threaded[trace.step] == bits(trace), "step \(trace.step)")
    }
  }

  @Test func everyStepIsReadAndToldOnce() throws {
    var orders = standing { $0.length = 6 }
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment))
    #expect(engine.advance(by: 3).count == 1, "it stands: the first picture alone")
    orders.steps += 2
    #expect(engine.follow(orders).compactMap(\.trace).map(\.step) == [0, 1])
    orders.isRunning = true
    #expect(engine.follow(orders).isEmpty)
    let reports = engine.advance(by: 3)
    #expect(reports.compactMap(\.trace).map(\.step) == [2, 3, 4])
    #expect(reports.allSatisfy { $0.readings.count == 1 })
  }

  @Test func aRefusalIsToldOnceAndTheOldSettingsGoOn() throws {
    var orders = standing { $0.length = 6 }
    orders.isRunning = true
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment))
    _ = engine.advance()
    let before = orders.experiment
    orders.experiment.task = .file(path: "/no/such")
    guard case .refused(_, let inForce) = engine.follow(orders).first else {
      Issue.record("no refusal")
      return
    }
    #expect(inForce == before)
    #expect(engine.advance(by: 2).compactMap(\.trace).map(\.step) == [1, 2])
  }

  @Test func aCheckIsMadeWhereItIsAskedFor() throws {
    var orders = standing { ($0.length, $0.layers) = (6, 2) }
    let engine = SteppedEngine(orders, trainer: try Trainer(orders.experiment))
    let check = Check(t: 4)
    orders.wanted = [AnyAnalysis(check, layer: 1)]
    let reports = engine.follow(orders)
    #expect(reports.last?.readings[1][check].value?.parts.first?.timestep == 4)
    #expect(reports.last?.readings[1][check].value?.parts.first?.tensor == "dh_l1")
    #expect(engine.follow(orders).isEmpty, "made once")
    // A trace that is shorter is checked at its last timestep.
    orders.experiment.length = 3
    #expect(engine.follow(orders).last?.readings[1][check].value?.parts.first?.timestep == 3)
  }
}
