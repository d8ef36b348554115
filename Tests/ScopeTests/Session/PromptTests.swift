import Scope
import Engine
import Recurrence
import Testing

struct PromptTests {
  private func typed(_ text: String, into session: inout Session, submit: Bool = true) {
    session.apply(.openPrompt)
    for character in text { session.apply(.typed(character)) }
    if submit { session.apply(.submit) }
  }

  @Test func aSettingIsTypedByName() throws {
    var session = try Sample.session()
    typed("theta 0.5", into: &session)
    #expect(session.experiment.clipping.threshold == 0.5)
    typed("length 250", into: &session)
    #expect(session.experiment.length == 250)
    #expect(session.prompt == nil)
    #expect(session.message!.text.contains("100 → 250"))
  }

  @Test(arguments: ["theta", "nonsense 3", "theta minus", "length 0", "cell lstn", "length 99999999999999999999"])
  func whatIsWrongIsSaidAndChangesNothing(_ line: String) throws {
    var session = try Sample.session()
    let before = session.experiment
    typed(line, into: &session)
    #expect(session.experiment == before)
    #expect(session.message!.text.count > 10)
    #expect(session.message!.isWarning == (line != "theta"))
  }

  @Test func tabCompletesNamesAndValues() throws {
    var session = try Sample.session()
    typed("thet", into: &session, submit: false)
    session.apply(.complete)
    #expect(session.prompt?.text == "theta ")
    session.apply(.escape)
    typed("cell g", into: &session, submit: false)
    session.apply(.complete)
    #expect(session.prompt?.text == "cell gru ")
    session.apply(.submit)
    #expect(session.experiment.cell.name == "gru")
  }

  @Test func escLeavesTheLineBeforeTheHelpBehindIt() throws {
    var session = try Sample.session()
    session.apply(.toggle(.help))
    typed("theta", into: &session, submit: false)
    session.apply(.escape)
    #expect(session.prompt == nil && session.mode == .help)
    session.apply(.escape)
    #expect(session.mode != .help)
  }

  @Test(arguments: [true, false])
  func theCursorStandsAfterWhatIsSeen(_ unicode: Bool) throws {
    var session = try Sample.session()
    // Two cells on a terminal, none, three of one character; in ASCII a word.
    typed("時e\u{301}👨\u{200D}👩\u{200D}👧θ", into: &session, submit: false)
    let canvas = Sample.screen(session, 80, 24, Look(unicode: unicode))
    let line = unicode ? ":?e???θ" : ":?e???theta"
    let row = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[22]
    #expect(row == line)
    #expect(canvas[line.count, 22].style.reverse)
  }

  @Test func erasingPastTheBeginningLeaves() throws {
    var session = try Sample.session()
    typed("a", into: &session, submit: false)
    session.apply(.erase)
    #expect(session.prompt?.text == "")
    session.apply(.erase)
    #expect(session.prompt == nil)
  }

  @Test func aLineIsBoundedAndOneThatWasCutSetsNothing() throws {
    var session = try Sample.session()
    let before = session.experiment
    typed("gain 2" + String(repeating: "0", count: 100_000), into: &session, submit: false)
    #expect(session.prompt?.text.utf8.count == Prompt.longest && session.prompt?.isCut == true)
    #expect(Sample.screen(session, 80, 24).text.contains("a line holds 4096 bytes; the rest is lost"))
    session.apply(.submit)
    #expect(session.experiment == before && session.message?.isWarning == true)
    // What is seen after a correction counts.
    typed("gain 2" + String(repeating: " ", count: 5000), into: &session, submit: false)
    session.apply(.erase)
    session.apply(.submit)
    #expect(session.experiment.gain == 2)
  }
}
