import Engine
import Recurrence

/// The `:` line: a setting's name and its value.
public struct Prompt: Sendable, Equatable {
  /// What has been typed.
  public var text = ""
  /// What Tab has offered, shown until the next key.
  public var offers: [String] = []

  /// The footer while it is open.
  static let hints = [
    Hint(.tab, label: "completes"), Hint(.enter, label: "sets"), Hint(.escape, label: "leaves"),
    Hint(label: "a name alone tells its value"),
  ]

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
