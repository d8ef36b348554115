import Engine
import Recurrence
import Testing

@testable import Scope

struct ChannelTests {
  @Test func aReportForOneChannelLeavesTheOtherAloneAndBothAreLookedAtAlike() throws {
    var session = try Sample.session { $0.length = 10 }
    var other = Experiment()
    (other.cell, other.length) = (Cells.named("gru")!, 7)
    session.channels.append(Channel(Orders(experiment: other, isRunning: true, speed: .ten), id: 1))

    let trace = try #require(try Trainer(other).step())
    session.receive(.trained(points: [HistoryPoint(trace)], trace: trace, readings: Reading.all(trace)), channel: 1)
    #expect(session.channels[0].trace?.shape.length == 10 && session.channels[0].stepsTrained == 1)
    #expect(session.channels[1].trace?.shape.length == 7 && session.channels[1].history.points.count == 1)
    #expect(session.trace?.shape.length == 10)

    session.receive(.refused(reason: "too long", inForce: Experiment()), channel: 1)
    #expect(session.channels[1].orders.experiment == Experiment())
    #expect(session.experiment.length == 10)

    session.apply(.cursorToStart)
    session.apply(.moveCursor(by: 2))
    session.apply(.shiftScale(by: -2))
    session.view.channel = 1
    #expect(session.trace?.shape.length == 7 && session.cursorTime == 2 && session.view.scale.lowest == -14)
    // They are trained in step.
    session.apply(.trainOnce)
    #expect(session.channels.map(\.orders.steps) == [1, 1])
  }
}
