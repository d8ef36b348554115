import Foundation
import Testing

@testable import Scope

/// What the screen says is said in one folder, so that a second language is one more.
@Suite struct WordsTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/Scope")

  private static let all = FileManager.default.enumerator(atPath: sources.path)!.compactMap { $0 as? String }
    .filter { $0.hasSuffix(".swift") }
  private static let words = all.filter { $0.hasPrefix("Words/") }
  private static let files = all.filter { !$0.hasPrefix("Words/") }

  @Test(arguments: files) func noSentenceStandsElsewhere(file: String) throws {
    let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      // What a programmer did wrong is said where it traps.
      guard !line.drop(while: { $0 == " " }).hasPrefix("//"),
        !["precondition", "fatalError"].contains(where: line.contains)
      else { continue }
      for literal in Self.literals(in: line) {
        #expect(!Self.isProse(literal), "\(file):\(number + 1) says “\(literal)”; a case in Words would say it")
      }
    }
  }

  /// A ? says nothing where there is only ASCII.
  @Test func somethingStandsForEverySign() throws {
    for file in Self.files + Self.words {
      let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for scalar in Self.literals(in: line).flatMap(\.unicodeScalars) where !scalar.isASCII && !scalar.takesNoCell {
          #expect(Look.ascii(for: scalar) != "?", "\(file): \(scalar)")
        }
      }
    }
  }

  /// The test of sentences finds what it is there to find.
  @Test func proseIsKnown() {
    for prose in ["step 3 of \\(x)", "\\(name) is shut", "nothing arrives", "Left is earlier"] {
      #expect(Self.isProse(prose))
    }
    for notation in [
      "‖∂L/∂h_\\(t)‖", "weight_hh", "  ", "λ1 \\(x)", "forget-bias", "Ctrl-\\(letter)", "\\(k) \\(value)",
    ] {
      #expect(!Self.isProse(notation))
    }
    #expect(Self.literals(in: #"put("a \(b("c")) d", "e")"#) == [#"a \(b("c")) d"#, "e"])
  }

  /// Two words beside one another, or one beside a value: a name alone is none.
  private static func isProse(_ literal: String) -> Bool {
    var text = ""
    var depth = 0
    var characters = Substring(literal)
    while let character = characters.popFirst() {
      if character == "\\", characters.first == "(" {
        if depth == 0 { text.append(" \u{1} ") }
        depth += 1
        characters.removeFirst()
      } else if depth > 0 {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
      } else {
        text.append(character)
      }
    }
    let parts = text.split(separator: " ")
    func isWord(_ part: Substring) -> Bool {
      let letters = part.drop { !$0.isLetter }.prefix { $0.isLetter && $0.isASCII }
      return letters.count >= 2 && part.last != "-" && !part.contains("_") && part.allSatisfy { $0.isASCII }
    }
    return parts.count > 1 && parts.contains(where: isWord)
  }

  /// The string literals of a line, the literals inside their interpolations left in them.
  private static func literals(in line: Substring) -> [String] {
    var found: [String] = []
    var (current, depth): (String?, Int) = (nil, 0)
    var isInner = false
    var previous: Character = " "
    for character in line {
      if let text = current {
        if depth > 0 {
          if character == "\"" { isInner.toggle() }
          if !isInner, character == "(" { depth += 1 }
          if !isInner, character == ")" { depth -= 1 }
          current = text + String(character)
        } else if character == "\"", previous != "\\" {
          found.append(text)
          current = nil
        } else {
          if previous == "\\", character == "(" { depth = 1 }
          current = text + String(character)
        }
      } else if character == "\"", previous != "\\" {
        current = ""
      }
      previous = character
    }
    return found
  }
}
