import Engine
import Recurrence
import Testing

@testable import Scope

struct PageTests {
  private struct Reader {
    var session: Session
    let size: (width: Int, height: Int)

    init(_ session: Session, _ page: Mode, _ width: Int = 80, _ height: Int = 24) {
      self.session = Sample.session(session, after: [.toggle(page)])
      size = (width, height)
      draw()
    }

    @discardableResult
    mutating func draw() -> [Substring] {
      let (canvas, placement) = Screen.draw(session, width: size.width, height: size.height, look: Look())
      session.placement = placement
      return canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    mutating func press(_ keys: Key...) -> [Substring] {
      for key in keys {
        session.press(key)
        draw()
      }
      return draw()
    }
  }

  /// Every key that people try; and the title says where one is.
  @Test(arguments: [Mode.help, .explanation])
  func aPageScrollsByAllKeys(_ page: Mode) throws {
    var reader = Reader(try Sample.session(steps: 12), page, 80, 16)
    let start = reader.draw()
    let furthest = try #require(reader.session.placement.furthestScroll)
    #expect(furthest > 0 && start[2].contains("lines 1–11 of \(furthest + 11)  ↓ more"))
    for (on, back) in [
      (Key.down, Key.up), (.pageDown, .pageUp), (.right, .left), (.shiftRight, .shiftLeft), (.end, .home),
      (.mouse(x: 40, y: 8, button: .wheelDown), .mouse(x: 40, y: 8, button: .wheelUp)),
    ] {
      #expect(reader.press(on) != start, "\(on)")
      #expect(reader.press(back) == start, "\(back)")
    }
    #expect(reader.press(.pageDown)[2].contains("lines \(1 + min(10, furthest))–"))
    #expect(reader.press(.end)[2].contains("lines \(furthest + 1)–\(furthest + 11) of \(furthest + 11)  ↑ more"))
    let end = reader.draw()
    #expect(reader.press(.down, .pageDown) == end)
    #expect(reader.press(.home) == start)
    #expect(reader.session.mode == page && reader.session.view.unit == 0 && reader.session.cursorTime == 99)
  }

  /// No line is cut, in colours or in ASCII.
  @Test(arguments: [true, false])
  func allLinesFitTheirColumns(_ unicode: Bool) throws {
    let look = Look(unicode: unicode)
    let session = Sample.session(try Sample.session(steps: 12), after: [.toggle(.help), .toggle(.explanation)])
    for width in [59, 64, 79, 99, 119] {
      for line in HelpPage.lines(session, width: width, look: look)
        + ExplanationPage.lines(session, width: width, look: look)
      {
        #expect(line.indent + look.width(of: line.text) <= width, "\(width): \(line.text)")
        #expect(look.width(of: line.keys) <= PageLine.keyWidth - 3, "\(line.keys)")
      }
    }
  }

  @Test func wideScreensHaveTwoColumns() throws {
    var reader = Reader(try Sample.session(), .help, 200, 60)
    let lines = reader.draw()
    #expect(reader.session.placement.furthestScroll == 0 && !lines[2].contains("lines"))
    #expect(lines.contains { $0.contains("The picture") } && lines.contains { $0.contains("What you see") })
  }

  /// The picture first, in plain words; then what applies where help was asked for; then all keys.
  @Test func helpBeginsWithThePicture() throws {
    for (mode, title) in [(Mode.exploring, "training, and"), (.bptt, "BPTT, one timestep"), (.whatIf, "what if, on")] {
      var session = try Sample.session()
      if mode != .exploring { session.apply(.toggle(mode)) }
      var reader = Reader(session, .help)
      let lines = reader.draw().map(String.init)
      let text = lines.joined(separator: "\n")
      #expect(lines[3].contains("The picture") && lines[4].contains("t = 1 ") && lines[4].contains(" t = T"))
      #expect(text.contains("Left is earlier") && text.contains("Dark: no learning signal"))
      #expect(lines.firstIndex { $0.contains("Here: \(title)") } ?? 99 < 12)
    }
  }
}
