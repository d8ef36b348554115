import Engine
import Recurrence
import Testing

struct FindingsTests {
  private func reading(_ wanted: [any Analysis], stop: StopSignal = .never) throws -> Reading {
    var experiment = Experiment()
    experiment.length = 7
    let trace = try #require(try Trainer(experiment).evaluate())
    return Reading(trace, layer: 0, wanted: Set(wanted.map(AnyAnalysis.init)), stop: stop)
  }

  @Test func eachRequestHasItsOwnFinding() throws {
    let reading = try reading([Truncated(window: 2), RouteShares(), Flow()])
    #expect(reading[Truncated(window: 2)].value?.window == 2)
    #expect(reading[RouteShares()].value?.map(\.state) == ["h", "c"])
    guard case .refused(.singleLoss) = reading[Flow()] else {
      Issue.record("flow: \(reading[Flow()])")
      return
    }
    guard case .notYet = reading[Truncated(window: 3)], case .notYet = reading[Reach()] else {
      Issue.record("what was not wanted was found")
      return
    }
  }

  @Test func theLastAnswerStaysWhileAnotherIsAskedFor() throws {
    let reading = try reading([Truncated(window: 2)])
    #expect(reading.last(Truncated.self)?.window == 2)
    #expect(reading.last(Reach.self) == nil)
  }

  @Test func whatIsStoppedIsNotYetThere() throws {
    let stop = StopSignal()
    stop.set()
    guard case .notYet = try reading([RouteShares()], stop: stop)[RouteShares()] else {
      Issue.record("it was not stopped")
      return
    }
  }

  @Test func equalRequestsAreOne() {
    let requests: [any Analysis] = [Flow(), Flow(), Flow(.full), Truncated(window: 2), Truncated(window: 2), Why()]
    #expect(Set(requests.map(AnyAnalysis.init)).count == 4)
  }
}
