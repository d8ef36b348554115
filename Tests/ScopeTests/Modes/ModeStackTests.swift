import Engine
import Recurrence
import Scope
import Testing

struct ModeStackTests {
  private func session(after keys: String...) throws -> Session {
    var session = try Sample.session { $0.length = 12 }
    for key in keys { session.press(try #require(Key(key))) }
    return session
  }

  private func footer(_ session: Session) -> Substring {
    Sample.screen(session, 80, 24).text.split(separator: "\n", omittingEmptySubsequences: false)[23]
  }

  @Test func thePageInFrontOfWhatIfHasItsOwnFooterAndKeepsNothing() throws {
    var session = try session(after: "w", "f", "e")
    #expect(session.modes == [.exploring, .whatIf, .explanation])
    #expect(footer(session).hasPrefix("1 2 follow a suggestion"))
    #expect(session.message == .done("of the step as it was; Esc goes back to what if"))
    session.press(.enter)
    #expect(session.orders.kept == nil && session.experiment.forgetBias == 0)
    session.press(.escape)
    #expect(session.mode == .whatIf && session.channel.trial?.changed.forgetBias == 0.5 && session.message == nil)
    session.press(.enter)
    #expect(session.orders.kept?.request.changed.forgetBias == 0.5)
  }

  @Test func aPageNeverHidesAModeThatWasEnteredFromIt() throws {
    for page in ["e", "?", "!"] {
      var session = try session(after: page, "b")
      #expect(session.modes == [.exploring, .bptt], "\(page)")
      #expect(Sample.screen(session, 80, 24).text.contains("BPTT at t = 12"))
      #expect(footer(session).hasPrefix("← back to t−1"))
      session.press(.escape)
      #expect(session.modes == [.exploring])
    }
  }

  @Test func aCheckInFrontOfWhatIfIsOfTheStepAsItWas() throws {
    var session = try session(after: "w", "f", "!")
    #expect(session.mode == .check && session.orders.wanted.contains(AnyAnalysis(Check(t: nil))))
    #expect(footer(session).hasPrefix("Esc back"))
    session.press(.enter)
    #expect(session.orders.kept == nil && session.experiment.forgetBias == 0)
    session.press(.escape)
    #expect(session.mode == .whatIf && session.channel.trial?.changed.forgetBias == 0.5)
    #expect(!session.orders.wanted.contains(AnyAnalysis(Check(t: nil))))
  }

  @Test func helpGoesBackToWhereItWasAskedFor() throws {
    for (key, mode) in [("b", Mode.bptt), ("w", .whatIf)] {
      var session = try session(after: key, "?")
      #expect(session.modes == [.exploring, mode, .help])
      session.press(.escape)
      #expect(session.mode == mode)
    }
  }

  @Test func aPageTakesThePlaceOfAPage() throws {
    #expect(try session(after: "b", "?", "e", "!").modes == [.exploring, .bptt, .check])
    #expect(try session(after: "!", "?").orders.wanted.isEmpty)
  }

  @Test func theKeyOfAModeBehindAPageLaysItOpen() throws {
    let session = try session(after: "w", "f", "?", "w")
    #expect(session.modes == [.exploring, .whatIf] && session.channel.trial?.changed.forgetBias == 0.5)
  }

  @Test func fullScreenIsFoundAgainAfterAMode() throws {
    var session = try session(after: "Enter", "b")
    #expect(Sample.screen(session, 80, 24).text.contains("BPTT at t"))
    session.press(.enter)
    #expect(session.message?.isWarning == true)
    session.press(.escape)
    #expect(session.view.isFullScreen)
    session.press(.escape)
    #expect(!session.view.isFullScreen)
  }

  @Test func trainingEndsWhatStandsStill() throws {
    #expect(try session(after: "b", "n").modes == [.exploring])
    for key in ["Space", "n"] {
      #expect(try session(after: "b", "e", key).modes == [.exploring, .explanation])
    }
    #expect(try session(after: "b", "c").mode == .bptt)
  }

  @Test func whatNeedsATraceWaitsForIt() {
    for mode in [Mode.whatIf, .check] {
      var session = Session(Experiment())
      session.apply(.toggle(mode))
      #expect(session.modes == [.exploring])
    }
  }
}
