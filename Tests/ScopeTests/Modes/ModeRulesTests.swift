import Engine
import Recurrence
import Testing

@testable import Scope

/// Whatever is pressed, the mode, the footer, the picture and Escape agree.
struct ModeRulesTests {
  private static let openers: [(mode: Mode, key: Key)] = [
    (.bptt, .character("b")), (.whatIf, .character("w")), (.help, .character("?")), (.explanation, .character("e")),
    (.check, .character("!")),
  ]
  private static let keys =
    KeyBindings.all.flatMap { $0.keys + $0.reverse } + MouseButton.allCases.map { .mouse(x: 9, y: 4, button: $0) }

  private func start() throws -> Session {
    try Sample.session {
      ($0.length, $0.hidden, $0.inputs) = (6, 4, 2)
      $0.clipping = Clipping(.norm, threshold: 0.1)
    }
  }

  @Test func everyModeHasAKey() {
    #expect(Set(Self.openers.map(\.mode) + [.exploring]) == Set(Mode.allCases))
    for (mode, key) in Self.openers { #expect(KeyBindings.action(for: key) == .toggle(mode)) }
  }

  /// All pairs of modes, and after them all keys.
  @Test(arguments: [nil] + openers.map(\.key))
  func allAgreeAfterTwoModesAndAKey(_ first: Key?) throws {
    let start = try start()
    for second in [nil] + Self.openers.map(\.key) {
      for third in Self.keys {
        let pressed = [first, second, third].compactMap { $0 }
        var session = start
        for key in pressed {
          let before = session
          session.press(key)
          expectNothingHiddenChanged(from: before, to: session, by: pressed)
        }
        expectAgreement(session, after: pressed)
        expectHintsToBeTrue(session, after: pressed)
      }
    }
  }

  @Test func allAgreeAfterAnyTwoKeys() throws {
    let start = try start()
    for first in Self.keys {
      for second in Self.keys {
        var session = start
        session.press(first)
        session.press(second)
        expectAgreement(session, after: [first, second])
      }
    }
  }

  /// Every key that the footer names does something.
  private func expectHintsToBeTrue(_ session: Session, after pressed: [Key]) {
    for key in hints(session).flatMap(\.keys) {
      var copy = session
      guard let action = copy.action(for: key), copy.apply(action) else {
        Issue.record("\(pressed): the footer of \(session.mode) names \(key), which does nothing")
        continue
      }
    }
  }

  private func hints(_ session: Session) -> [Hint] { session.prompt?.hints ?? session.mode.rules.hints }

  private func expectAgreement(_ session: Session, after pressed: [Key]) {
    let (canvas, placement) = Screen.draw(session, width: 60, height: 16, look: Look())
    let lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    let hint = hints(session)[0]
    #expect(lines[15].hasPrefix("\(hint.keyText) \(session.words.label(hint.meaning))"), "\(pressed)")
    // The picture: that of the mode, and of no other.
    let titles = lines[2..<14].filter { $0.hasPrefix("▸ ") }
    #expect(titles.contains { $0.hasPrefix("▸ BPTT at t =") } == (session.mode == .bptt), "\(pressed)")
    #expect(titles.contains { $0.hasPrefix("▸ what if:") } == (session.mode == .whatIf), "\(pressed)")
    #expect(titles.contains { $0.hasPrefix("▸ why") } == (session.mode == .explanation), "\(pressed)")
    #expect(titles.contains { $0.hasPrefix("▸ check:") } == (session.mode == .check), "\(pressed)")
    #expect((placement.furthestScroll != nil) == session.mode.rules.isPage, "\(pressed)")
    #expect(placement.timePlots.isEmpty == session.mode.rules.isPage || session.view.isFullScreen, "\(pressed)")
    // What a mode holds is there with it, and gone with it.
    #expect((session.channel.trial != nil) == session.modes.contains(.whatIf), "\(pressed)")
    #expect(session.orders.wanted.contains { $0.base is Check } == (session.mode == .check), "\(pressed)")
    if session.modes.contains(.bptt) || session.modes.contains(.whatIf) { #expect(!session.orders.isRunning) }
    #expect(session.modes[0] == .exploring && session.modes.count <= 3, "\(pressed)")
    // Escape: out of the line, a page, a mode, the full screen, the message, and no more.
    var copy = session
    for _ in 0..<4 { copy.press(.escape) }
    #expect(copy.modes == [.exploring] && copy.prompt == nil && !copy.view.isFullScreen, "\(pressed)")
    #expect(copy.orders.kept == session.orders.kept && copy.experiment == session.experiment, "\(pressed)")
  }

  /// On a page no key moves what the page covers, and nothing is kept but by Enter in what-if.
  private func expectNothingHiddenChanged(from before: Session, to after: Session, by pressed: [Key]) {
    if before.mode != .whatIf || pressed.last != .enter {
      #expect(after.orders.kept == before.orders.kept, "\(pressed)")
    }
    guard before.mode.rules.isPage, after.mode == before.mode else { return }
    let (old, new) = (before.view, after.view)
    #expect(old.isFullScreen == new.isFullScreen && old.focus == new.focus && old.scale == new.scale, "\(pressed)")
    #expect(before.cursorTime == after.cursorTime && old.unit == new.unit && old.gate == new.gate, "\(pressed)")
    #expect(old.lens == new.lens && old.window == new.window, "\(pressed)")
    if let trial = after.channel.trial { #expect(trial == before.channel.trial, "\(pressed)") }
  }
}
