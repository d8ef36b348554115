import Engine
import Recurrence
import Testing

struct HistoryTests {
  private func point(_ step: Int, loss: Double, clipped: Bool, _ template: HistoryPoint) -> HistoryPoint {
    var point = template
    point.step = step
    point.loss = loss
    point.clipped = clipped ? 1 : 0
    return point
  }

  @Test func aLongRunStaysBoundedAndKeepsItsMeansAndCounts() throws {
    let template = HistoryPoint(try #require(try Trainer(Experiment()).step()))
    var history = History(capacity: 64)
    let steps = 100_003
    for step in 0..<steps {
      history.append(point(step, loss: Double(step), clipped: step % 5 == 0, template))
    }
    #expect(history.points.count <= 64)
    #expect(history.points.count > 24)
    #expect(history.steps == steps)
    #expect(history.points.map(\.count).reduce(0, +) == steps)
    #expect(history.points.first?.step == 0)
    let mean = history.points.reduce(0) { $0 + $1.loss * Double($1.count) } / Double(steps)
    #expect(abs(mean - Double(steps - 1) / 2) < 1e-6 * Double(steps))
    #expect(abs(history.clippedShare - 0.2) < 1e-4)
    for (before, after) in zip(history.points, history.points.dropFirst()) {
      #expect(after.step == before.step + before.count)
    }
  }

  @Test func aNaNIsNotAveragedAway() throws {
    let template = HistoryPoint(try #require(try Trainer(Experiment()).step()))
    var history = History(capacity: 4)
    for step in 0..<40 { history.append(point(step, loss: step == 7 ? .nan : 1, clipped: false, template)) }
    #expect(history.points.contains { $0.loss.isNaN })
  }
}
