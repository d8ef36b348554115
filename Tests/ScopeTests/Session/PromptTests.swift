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
    // A key that changes nothing makes it no more whole.
    typed("gain 2" + String(repeating: "0", count: 100_000), into: &session, submit: false)
    for key in [Key.down, .left, .end, .delete, .enter] { session.press(key) }
    #expect(session.experiment == before && session.message?.isWarning == true)
    // What is seen after a correction counts.
    typed("gain 2" + String(repeating: " ", count: 5000), into: &session, submit: false)
    session.apply(.erase)
    session.apply(.submit)
    #expect(session.experiment.gain == 2)
  }

  @Test func aNameIsFollowedByASpaceOrAnEqualsSign() throws {
    var session = try Sample.session()
    for (line, theta) in [("theta=3", 3.0), ("theta = 4", 4), ("  theta  5  ", 5), ("theta= 6", 6)] {
      typed(line, into: &session)
      #expect(session.experiment.clipping.threshold == theta, "\(line)")
    }
    typed("task text:a=b c.txt ", into: &session)
    #expect(session.experiment.task.path == "a=b c.txt")
  }

  @Test func aTypedPathKnowsTheUsersFolder() {
    for (text, path) in [("~/a b.txt", "/home/me/a b.txt"), ("a:~/b", "a:~/b"), ("~me/a", "~me/a"), ("./~/a", "./~/a")]
    {
      var session = Session(Experiment())
      session.home = "/home/me"
      typed("task text:\(text)", into: &session)
      #expect(session.experiment.task.path == path)
    }
    var homeless = Session(Experiment())
    typed("task text:~/a", into: &homeless)
    #expect(homeless.experiment.task.path == "~/a")
  }

  @Test func theCursorMovesAsInAShell() throws {
    var session = try Sample.session()
    func press(_ keys: Key...) { for key in keys { session.press(key) } }
    func line() -> [String?] { [session.prompt?.before, session.prompt?.after] }
    typed("gain 21", into: &session, submit: false)
    press(.left, .character("."))
    #expect(line() == ["gain 2.", "1"])
    press(.home, .delete, .character("G"), .control("E"))
    #expect(line() == ["Gain 2.1", ""])
    press(.right, .control("W"))
    #expect(line() == ["Gain ", ""])
    press(.control("W"), .control("W"), .backspace)
    #expect(session.prompt == nil)
    typed("forget 2", into: &session, submit: false)
    press(.left, .left, .left, .control("K"), .control("A"), .control("K"))
    #expect(line() == ["", ""])
    for character in "theta 3" { press(.character(character)) }
    press(.left, .control("U"))
    #expect(line() == ["", "3"])
    // Nothing is before the cursor, but the line is not empty.
    press(.backspace, .end, .enter)
    #expect(session.prompt == nil && session.message?.isWarning == true)
  }

  @Test func theCursorIsSeenWhereItStands() throws {
    var session = try Sample.session()
    typed("theta 3", into: &session, submit: false)
    session.press(.left)
    let canvas = Sample.screen(session, 80, 24)
    #expect(canvas[7, 22].style.reverse && canvas[7, 22].scalar == "3")
    session.press(.control("U"))
    typed(String(repeating: "x", count: 200), into: &session, submit: false)
    for _ in 0..<200 { session.press(.left) }
    #expect(Sample.screen(session, 80, 24)[1, 22].style.reverse)
  }

  @Test func earlierLinesComeBack() throws {
    var session = try Sample.session()
    for line in ["theta 2", "theta 3", "theta 3", " ", "nonsense"] { typed(line, into: &session) }
    typed("ga", into: &session, submit: false)
    var seen: [String] = []
    for key in [Key.up, .up, .up, .up, .down, .down, .down, .down] {
      session.press(key)
      seen.append(session.prompt?.text ?? "")
    }
    #expect(seen == ["nonsense", "theta 3", "theta 2", "theta 2", "theta 3", "nonsense", "ga", "ga"])
    session.press(.up)
    session.press(.up)
    session.press(.backspace)
    session.press(.character("4"))
    session.press(.enter)
    #expect(session.experiment.clipping.threshold == 4)
    #expect(session.typedLines.suffix(2) == ["nonsense", "theta 4"])
    for k in 0..<200 { typed("theta \(k + 1)", into: &session) }
    #expect(session.typedLines.count == Session.mostLines)
  }

  @Test(arguments: ["help", "h", "?", " help "])
  func helpIsAWord(_ word: String) throws {
    var session = try Sample.session()
    typed(word, into: &session)
    #expect(session.mode == .help && session.message == nil)
    typed(word, into: &session)
    #expect(session.mode == .help)
  }

  @Test func helpWithANameTellsTheSetting() throws {
    var session = try Sample.session()
    for (line, words) in [
      ("help theta", "theta is 1.0: the clipping threshold θ"),
      ("h cel", "cell is lstm: the recurrent cell (rnn, gru, lstm)"),
      ("? =theta", "theta is 1.0"), ("help me", "unknown setting \"me\""), ("theta", "theta is 1.0"),
    ] {
      typed(line, into: &session)
      #expect(session.message?.text.hasPrefix(words) == true, "\(line): \(session.message?.text ?? "")")
      #expect(session.mode == .exploring && session.experiment.clipping.threshold == 1)
    }
  }

  @Test(arguments: ["quit", "q", "exit", " q "])
  func quitIsAWord(_ word: String) throws {
    var session = try Sample.session()
    typed(word, into: &session)
    #expect(session.isQuitting)
  }

  @Test func tabAsksForFilesAndTakesWhatThereIs() throws {
    var session = try Sample.session()
    typed("task te", into: &session, submit: false)
    session.press(.tab)
    #expect(session.prompt?.text == "task text:" && session.wantedPath == nil)
    for character in "a b/no" { session.press(.character(character)) }
    session.press(.tab)
    #expect(session.wantedPath == "a b/no")
    // An answer to another question.
    session.receive(Listing(of: "a b/n", names: ["nothing"]))
    #expect(session.prompt?.text == "task text:a b/no")
    session.receive(Listing(of: "a b/no", names: ["notes/", "novel.txt", "no\u{1B}[31m\n"]))
    #expect(session.prompt?.text == "task text:a b/no" && session.wantedPath == nil)
    let screen = Sample.screen(session, 100, 24).text
    #expect(screen.contains("notes/  novel.txt  no\\u{1B}[31m\\u{A}"))
    session.press(.character("v"))
    session.press(.tab)
    session.receive(Listing(of: "a b/nov", names: ["novel.txt"]))
    #expect(session.prompt?.text == "task text:a b/novel.txt ")
    session.press(.enter)
    #expect(session.experiment.task.path == "a b/novel.txt")
  }

  @Test func aFolderGoesOnAndHalfAListingDecidesNothing() throws {
    var session = try Sample.session()
    typed("task=file:", into: &session, submit: false)
    session.press(.tab)
    session.receive(Listing(of: "", names: ["data/"]))
    #expect(session.prompt?.text == "task=file:data/")
    session.press(.tab)
    session.receive(Listing(of: "data/", names: ["a1", "a2"], isCut: true))
    #expect(session.prompt?.text == "task=file:data/")
    #expect(session.prompt?.offers == ["a1", "a2", "…"])
    // The next key has it forgotten.
    session.press(.tab)
    session.press(.left)
    #expect(session.wantedPath == nil && session.prompt?.offers == [])
  }

  @Test func aNameThatATerminalWouldObeyIsShownSafely() throws {
    var session = try Sample.session()
    typed("task text:", into: &session, submit: false)
    session.press(.tab)
    session.receive(Listing(of: "", names: ["a\n\u{1B}b"]))
    #expect(Sample.screen(session, 80, 24).text.contains(":task text:a??b"))
    session.press(.enter)
    #expect(session.experiment.task.path == "a\n\u{1B}b")
  }

  @Test func aPasteIsTextAndOneLineOfItCounts() throws {
    var session = try Sample.session()
    let before = session.experiment
    session.press(.paste("theta 3\nq"))
    #expect(session.experiment == before && !session.isQuitting && session.message?.isWarning == true)
    session.press(.character(":"))
    session.press(.paste("theta\t\u{1B}3\u{7F}"))
    #expect(session.prompt?.text == "theta 3")
    session.press(.paste("5\r\n\n"))
    #expect(session.experiment.clipping.threshold == 35 && session.prompt == nil)
    #expect(session.message?.isWarning == false)
    session.press(.paste("\n:theta 4\nlength 50\nq\n"))
    #expect(session.experiment.clipping.threshold == 4 && session.experiment.length == 100 && !session.isQuitting)
    #expect(session.message?.text.contains("→ 4") == true && session.message?.text.contains("only the first") == true)
    session.press(.paste(":gain 2" + String(repeating: "0", count: 5000) + "\n"))
    #expect(session.experiment.gain == 1)
  }

  @Test func theMouseReachesTheFootersWordsWhileALineIsTyped() throws {
    var session = try Sample.session()
    typed("thet", into: &session, submit: false)
    func click(_ key: Key) throws {
      session.placement = Screen.draw(session, width: 80, height: 24, look: Look()).1
      let area = try #require(session.placement.keys.first { $0.key == key }).area
      session.press(.mouse(x: area.x, y: area.y, button: .left))
    }
    try click(.tab)
    #expect(session.prompt?.text == "theta ")
    // In the line itself it does nothing.
    session.press(.mouse(x: 3, y: 22, button: .left))
    #expect(session.prompt?.text == "theta ")
    session.press(.character("2"))
    try click(.enter)
    #expect(session.experiment.clipping.threshold == 2)
  }
}
