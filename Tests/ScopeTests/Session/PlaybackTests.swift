import Engine
import Recurrence
import Scope
import Testing

struct PlaybackTests {
  private func session(after keys: String...) throws -> Session {
    var session = try Sample.session { $0.length = 5 }
    for key in keys { session.press(try #require(Key(key))) }
    return session
  }

  @Test func spacePlaysBackThroughTimeAndStopsAtTheFirstTimestep() throws {
    var session = try session(after: "b", "Space")
    #expect(session.tickInterval == 0.1 && session.mode == .bptt && !session.orders.isRunning)
    var times: [Int] = []
    for _ in 0..<6 {
      session.apply(.tick)
      times.append(session.cursorTime + 1)
    }
    #expect(times == [4, 3, 2, 1, 1, 1] && session.tickInterval == nil)
    #expect(session.message?.text.contains("t = 1") == true)
    session.press(.character(" "))
    #expect(session.cursorTime == 4 && session.tickInterval != nil)
  }

  @Test func aHandOnTheCursorStandsStillAndSoDoesSpace() throws {
    for key in ["Left", "Right", "Home", "End", "Space", "Esc"] {
      #expect(try session(after: "b", "Space", key).tickInterval == nil, "\(key)")
    }
    // A page in front of it: what can't be seen doesn't move.
    var session = try session(after: "b", "Space", "?")
    #expect(session.tickInterval == nil)
    session.apply(.tick)
    #expect(session.cursorTime == 4)
    session.press(.escape)
    #expect(session.tickInterval != nil)
  }

  @Test func plusAndMinusChangeThePaceOfThePlayAlone() throws {
    var session = try session(after: "b", "Space", "+")
    #expect(session.tickInterval == 1.0 / 30 && session.orders.speed == .ten)
    for _ in 0..<9 { session.press(.character("+")) }
    #expect(session.tickInterval == 0.01)
    for _ in 0..<9 { session.press(.character("-")) }
    #expect(session.tickInterval == 1)
    #expect(Sample.screen(session, 80, 24).text.contains("▶ 1 t/s"))
  }

  @Test func nothingPlaysOutsideOfBPTT() throws {
    var session = try session(after: "Home")
    session.apply(.cursorToEnd)
    session.apply(.tick)
    #expect(session.cursorTime == 4 && session.tickInterval == nil)
  }
}
