import Engine
import Recurrence

/// The `:` line: a setting's name and its value.
public struct Prompt: Sendable, Equatable {
  /// What has been typed.
  public var text = ""
  /// What Tab has offered, shown until the next key.
  public var offers: [String] = []
  /// More was typed, or pasted, than the line holds: what it says is cut off.
  public private(set) var isCut = false

  /// The bytes of the longest line: those of the longest path.
  public static let longest = 4096

  /// The footer while it is open.
  var hints: [Hint] {
    if isCut {
      return [Hint(meaning: .full(bytes: Prompt.longest)), Hint(.escape, meaning: .leaveLine)]
    }
    return [
      Hint(.tab, meaning: .complete), Hint(.enter, meaning: .set), Hint(.escape, meaning: .leaveLine),
      Hint(meaning: .nameAlone),
    ]
  }

  /// Takes another character, if there is room.
  mutating func append(_ character: Character) {
    isCut = isCut || text.utf8.count + character.utf8.count > Prompt.longest
    if !isCut { text.append(character) }
    if !offers.isEmpty { offers = [] }
  }

  /// Takes the last character away; what is left is the user's own again.
  mutating func erase() {
    text.removeLast()
    (offers, isCut) = ([], false)
  }

  /// Completes the word at the end as far as it is certain, and offers what it may become.
  mutating func complete() {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let found: [String]
    if words.count <= 1 {
      found = Settings.completions(for: words.first ?? "")
    } else {
      found = Settings.named(words[0])?.choices.filter { $0.hasPrefix(words[words.count - 1]) } ?? []
    }
    offers = found.count > 1 ? found : []
    guard let first = found.first else { return }
    let common = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let stem = words.dropLast().joined(separator: " ")
    text = (stem.isEmpty ? "" : stem + " ") + common + (found.count == 1 ? " " : "")
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
