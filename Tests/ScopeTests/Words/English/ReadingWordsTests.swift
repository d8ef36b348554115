import Engine
import Scope
import Recurrence
import Testing

struct ReadingWordsTests {
  @Test func aRefusalTellsItsFiguresAndTheRemedy() {
    #expect(
      English().line(.jacobiansTooLarge(operations: 5e9, limit: 4e9))
        == "too large to show: T·(states·H)³ is above 4e9; try a shorter length")
    #expect(English().line(.jacobiansNotFinite) == "no Jacobians: something is NaN or Inf")
    #expect(English().line(.singleLoss) == "there is one loss, at T: p puts one at every timestep")
  }

  @Test func aPanelDrawsWhatItWasRefused() throws {
    let session = Sample.session(try Sample.session(), after: [.focus(by: 6)])
    #expect(Sample.screen(session, 80, 24).text.contains(English().line(.singleLoss)))
  }

  @Test func speedsAreSteps() {
    #expect(
      Speed.allCases.map(English().title) == [
        "1 step/s", "2 steps/s", "5 steps/s", "10 steps/s", "30 steps/s", "100 steps/s", "full speed",
      ])
  }

  @Test func aPlaneIsItsGateOrItsState() throws {
    func titles(_ cell: String) throws -> [String] {
      let session = try Sample.session { $0.cell = Cells.named(cell)! }
      return try #require(session.reading).planes.map(English().title)
    }
    #expect(try titles("rnn") == ["hidden state"])
    #expect(try titles("lstm").last == "cell state")
    #expect(try titles("lstm")[1] == "forget gate (1 keeps c)")
  }
}
