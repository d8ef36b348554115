import Foundation
import Recurrence
import TestSupport
import Testing

@testable import Engine

/// What the engine hands over to be saved.
struct SavedReportTests {
  /// At any moment of a fast run: the points that were told and those that come with it are those of its steps, and the
  /// step that follows is the next one.
  @Test func theHistoryIsThatOfTheRun() throws {
    var orders = standing { ($0.length, $0.hidden) = (4, 3) }
    (orders.isRunning, orders.speed) = (true, .unlimited)
    let rig = try Rig(orders)
    for round in 1...20 {
      var (steps, saved): ([Int], SavedRun?) = ([], nil)
      orders.saves += 1
      orders.resets += 1
      rig.follow(orders)
      try rig.wait("save \(round)") { (report) -> Void? in
        switch report {
        case .saved(let run, let points, let isAnew):
          saved = run
          steps = (isAnew ? [] : steps) + points.map(\.step)
          #expect(steps == Array(0..<run.step))
          return ()
        case .trained(let points, _, _): steps += points.map(\.step)
        case .shown(_, _, kept: false): steps = []
        default: break
        }
        return nil
      }
      #expect(saved?.trainer().step()?.step == saved?.step)
      // What ran on since is not told of twice.
      _ = rig.fetchAll()
    }
  }

  @Test func allNetworksAreSavedAtTheSameStepAndGoOn() throws {
    var orders = standing { ($0.length, $0.hidden) = (4, 3) }
    orders.isRunning = true
    var all = [ChannelOrders(id: 0, orders), ChannelOrders(id: 1, origin: 0, orders)]
    all[1].orders.experiment.cell = try #require(Cells.named("gru"))
    let engine = SteppedEngine(all, trainer: try Trainer(orders.experiment))
    _ = engine.advance(by: 3)
    for k in all.indices { all[k].orders.saves = 1 }
    let runs = engine.follow(all).compactMap(\.report.saved)
    #expect(runs.map(\.step) == [3, 3] && runs.map(\.experiment.cell.name) == ["lstm", "gru"])
    #expect(engine.advance().compactMap(\.report.saved).isEmpty, "once")

    let next = engine.follow(all.map { ChannelOrders(id: $0.id, with($0.orders) { $0.saves = 2 }) })
    var lockstep = Lockstep(all, trainers: runs.map { $0.trainer() })
    let (isMade, again) = (lockstep.step(stop: .never), lockstep.saved(all))
    #expect(isMade && again.isEmpty, "saved before")
    for (seat, told) in zip(lockstep.seats, next.compactMap(\.report.saved)) {
      let (here, there) = (try #require(seat.run.saved.saved), told)
      let isSame = here.trainer().parameters.all.values == there.trainer().parameters.all.values
      #expect(here.step == 4 && there.step == 4 && isSame)
    }
  }

  private func with(_ orders: Orders, _ change: (inout Orders) -> Void) -> Orders {
    var orders = orders
    change(&orders)
    return orders
  }

  @Test func aHistoryIsReadAsItWasWritten() throws {
    let scratch = try Scratch()
    let trainer = try Trainer(standing { ($0.length, $0.hidden) = (4, 3) }.experiment)
    var history = History(capacity: 8)
    for _ in 0..<21 { history.append(HistoryPoint(try #require(trainer.step()))) }
    var writer = SafetensorsWriter()
    let sheet = history.add(to: &writer, prefix: "b.")
    try writer.write(to: scratch.path("h"))
    var again = try History(reading: SafetensorsFile(reading: scratch.path("h")), prefix: "b.", sheet)
    #expect(again.points == history.points && again.stride == history.stride && again.steps == 21)
    #expect(again.clippedSteps == history.clippedSteps && again.stride > 1)
    again.append(history.points[0])
    #expect(throws: FileError.self) {
      try History(reading: SafetensorsFile(reading: scratch.path("h")), prefix: "", sheet)
    }
  }
}

extension Report {
  /// The run that was to be saved.
  fileprivate var saved: SavedRun? { if case .saved(let run, _, _) = self { run } else { nil } }
}
