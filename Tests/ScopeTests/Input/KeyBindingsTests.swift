import Foundation
import Scope
import Engine
import Recurrence
import Testing

struct KeyBindingsTests {
  @Test func noKeyMeansTwoThings() {
    var seen: Set<Key> = []
    for binding in KeyBindings.all {
      for key in binding.keys + binding.reverse {
        #expect(seen.insert(key).inserted, "\(key) is bound twice")
      }
    }
  }

  @Test func aClickIsAtAPlaceAndTheWheelGoesBothWays() {
    #expect(KeyBindings.action(for: .mouse(x: 7, y: 5, button: .left)) == .point(x: 7, y: 5))
    #expect(KeyBindings.action(for: .mouse(x: 7, y: 5, button: .wheelDown)) == .wheel(by: 1, x: 7, y: 5))
    #expect(KeyBindings.action(for: .mouse(x: 7, y: 5, button: .wheelUp)) == .wheel(by: -1, x: 7, y: 5))
    #expect(KeyBindings.action(for: .mouse(x: 7, y: 5, button: .middle)) == nil)
    #expect(KeyBindings.markdown(in: Language.words).contains("| `Wheel-↓ Wheel-↑` |"))
  }

  @Test func everyKnobHasAKeyAndEveryBindingWords() {
    for knob in Knob.allCases {
      #expect(KeyBindings.binding(for: .change(knob, by: 1)) != nil, "\(knob) has no key")
    }
    for binding in KeyBindings.all {
      let words = Language.words
      #expect(!words.label(.does(binding.action)).isEmpty && !words.help(binding.action).isEmpty)
      #expect(!binding.keyText.isEmpty)
      #expect((binding.reverse.isEmpty && binding.reverseButton == nil) == (binding.reverseAction == nil))
    }
  }

  @Test func lettersGoToTheLineWhileItIsOpen() throws {
    var session = try Sample.session()
    #expect(session.action(for: .character("q")) == .quit)
    session.apply(.openPrompt)
    #expect(session.action(for: .character("q")) == .typed("q"))
    #expect(session.action(for: .escape) == .escape)
  }

  @Test func everyKeyInEveryStateIsHarmless() throws {
    let keys = KeyBindings.all.flatMap { $0.keys + $0.reverse }
    var session = try Sample.session { $0.length = 6 }
    for first in keys {
      for second in keys {
        for key in [first, second] {
          session.press(key)
        }
      }
      _ = Sample.screen(session, 80, 24)
    }
    try session.experiment.validate()
  }

  /// `RECORD_SNAPSHOTS=1 swift test` writes the table into the README.
  @Test func theREADMEListsTheTable() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    let parts = readme.components(separatedBy: "keys -->\n")
    try #require(parts.count == 3)
    let table = KeyBindings.markdown(in: Language.words) + "\n<!-- /"
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try [parts[0], table, parts[2]].joined(separator: "keys -->\n").write(to: file, atomically: true, encoding: .utf8)
      return
    }
    #expect(parts[1] == table)
  }
}
