import Recurrence
import Synchronization
import Testing

@testable import Engine

struct FindingsTests {
  private func reading(_ wanted: [any Analysis], stop: StopSignal = .never) throws -> Reading {
    var experiment = Experiment()
    experiment.length = 7
    let trace = try #require(try Trainer(experiment).evaluate())
    var readings = [Reading(trace, layer: 0)]
    readings.make(Set(wanted.map { AnyAnalysis($0) }), stop: stop)
    return readings[0]
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
    #expect(Set(requests.map { AnyAnalysis($0) }).count == 4)
  }

  @Test func whatWasFoundIsNotWorkedOutAgain() throws {
    var experiment = Experiment()
    (experiment.length, experiment.layers) = (7, 2)
    var readings = Reading.all(try #require(try Trainer(experiment).evaluate()))
    let counter = Counter()
    for _ in 0..<2 { readings.make([AnyAnalysis(counter, layer: 1), AnyAnalysis(RouteShares(), layer: 1)]) }
    #expect(counter.runs == 1 && readings[1][counter].value == 1)
    guard case .notYet = readings[0][counter] else {
      Issue.record("it was of layer 1")
      return
    }
    readings.make([AnyAnalysis(RouteShares(), layer: 1)])
    readings.make([AnyAnalysis(counter, layer: 7)])
    #expect(counter.runs == 2 && readings[1][counter].value == 2, "dropped when it was not wanted; layer 7 is the last")
  }

  /// An analysis has the norms and the verdict of the reading.
  @Test func theVerdictIsHandedOn() throws {
    let trace = try #require(try Trainer(Experiment()).evaluate())
    let known = Verdict(try #require(try Trainer(Experiment()).step()), layer: 0)
    let other = GradientProfile(trace, layer: 0)
    let subject = Subject(trace, layer: 0, profile: other, verdict: known)
    #expect(subject.verdict == known && subject.profile == other)
    #expect(Subject(trace, layer: 0).verdict == known)
  }
}

/// How often it was run.
private final class Counter: Analysis {
  private let count = Mutex(0)
  var runs: Int { count.withLock { $0 } }

  func run(_ subject: Subject, stop: StopSignal, progress: (Double) -> Void) throws(Unfinished) -> Int {
    count.withLock { $0 += 1 }
    return runs
  }

  static func == (a: Counter, b: Counter) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
