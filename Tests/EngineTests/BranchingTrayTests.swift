import Recurrence
import Testing

@testable import Engine

/// What waits to be fetched while the run goes to its past, and on from there.
struct BranchingTrayTests {
  private func traces(_ count: Int) throws -> [Trace] {
    let trainer = try Trainer(standing { ($0.length, $0.hidden) = (4, 3) }.experiment)
    return (0..<count).map { _ in trainer.step()! }
  }

  @Test func theStepsBeforeThePastAreToldFirst() throws {
    let traces = try traces(3)
    var tray = Tray()
    for trace in traces { tray.points.append(HistoryPoint(trace)) }
    tray.put(.trained(points: [], trace: traces[2], readings: []))
    tray.put(.looked(trace: traces[1], readings: [], position: 1))
    tray.put(.read(trace: traces[1], readings: []))
    guard case .passed(let points) = tray.take(), case .looked(_, _, position: 1) = tray.take() else {
      Issue.record("not told, or not first")
      return
    }
    #expect(points.map(\.step) == [0, 1, 2] && tray.take() == nil)
  }

  @Test func theStepsThatABranchLeftAreNot() throws {
    let traces = try traces(4)
    var tray = Tray()
    for trace in traces { tray.points.append(HistoryPoint(trace)) }
    tray.put(.shown(trace: traces[2], readings: [], kept: true))
    tray.points.append(HistoryPoint(traces[2]))
    tray.put(.trained(points: [], trace: traces[2], readings: []))
    guard case .trained(let points, _, _) = tray.take() else {
      Issue.record("not told")
      return
    }
    #expect(points.map(\.step) == [0, 1, 2])
  }

  /// Of points that stand for several steps, those that reach beyond are left out.
  @Test func aPartOfAHistory() throws {
    let traces = try traces(9)
    var history = History(capacity: 4)
    for trace in traces { history.append(HistoryPoint(trace)) }
    #expect(history.points.map(\.count) == [4, 4, 1] && history.prefix(9) == history)
    let part = history.prefix(7)
    #expect(part.points.map(\.step) == [0] && part.steps == 4 && history.prefix(0).points.isEmpty)
  }
}
