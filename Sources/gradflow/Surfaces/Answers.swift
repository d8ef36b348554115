import Scope

/// What the terminal answers, asked for its background and then for its kind, which nearly all answer: once that has
/// come, nothing else will. The answers come among the keys, at once or, over a slow line, late.
struct Answers {
  /// What to send.
  static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// What was answered.
  private(set) var background: RGB?
  /// Whether answers may still come.
  private(set) var isAwaited = false

  /// From now on answers may come.
  mutating func ask() { isAwaited = true }

  /// Takes an answer without its Esc and without what ends it: `]11;rgb:ffff/ffff/ffff`, `[?62;22c`.
  mutating func take(_ answer: String) {
    guard isAwaited else { return }
    if answer.hasPrefix("[?"), answer.hasSuffix("c") { isAwaited = false }
    if answer.hasPrefix("]11;") { background = Answers.color(answer.dropFirst(4)) ?? background }
  }

  /// `rgb:ffff/ffff/ffff`, with one to four digits a part, or nil.
  private static func color(_ text: Substring) -> RGB? {
    guard text.hasPrefix("rgb:") || text.hasPrefix("rgba:") else { return nil }
    let parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/").map { digits -> Double? in
      guard (1...4).contains(digits.count), let value = Int(digits, radix: 16), value >= 0 else { return nil }
      return Double(value) / Double(1 << (4 * digits.count) - 1)
    }
    guard parts.count >= 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
    return RGB(red: red, green: green, blue: blue)
  }
}
