import Engine
import Scope
import Recurrence
import Testing

struct ReadingWordsTests {
  @Test func aRefusalTellsItsFiguresAndTheRemedy() {
    #expect(
      English().line(.jacobiansTooLarge(rows: 2048, limit: 1024))
        == "too large: a Jacobian has states·H = 2048 rows, more than 1024; gradflow trace --analysis takes its time")
    #expect(English().line(.notFinite) == "nothing to work out: something is NaN or Inf")
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

  @Test func aSpeedThatIsNotReachedIsToldBesideTheWish() throws {
    var session = try Sample.session()
    func header() -> String { String(Sample.screen(session, 120, 40).text.prefix { $0 != "\n" }) }
    session.receive(.paced(1.234, wish: .ten))
    #expect(header().hasSuffix("step 1  1.2 of 10 steps/s"))
    session.receive(.paced(9.8, wish: .ten))
    #expect(header().hasSuffix("step 1  10 steps/s"))
    session.receive(.paced(1.234, wish: .ten))
    session.apply(.speed(by: 1))
    #expect(header().hasSuffix("step 1  30 steps/s"), "that was of another wish")
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
