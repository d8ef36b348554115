/// A word of the footer: keys, and what they do now.
public struct Hint: Sendable {
  /// What keys do where they stand, or what is to be known there.
  public enum Meaning: Hashable, Sendable {
    /// What the table says.
    case does(Action)

    // In BPTT.
    case earlierTimestep, laterTimestep, play, toFirst, toLast, leaveBPTT
    // In what-if.
    case keep, goBack
    // On a page.
    case scroll, back, followSuggestion
    // In the `:` line.
    case complete, set, leaveLine, earlierLine, nameAlone
    /// The line is full, at so many bytes.
    case full(bytes: Int)
  }

  /// The keys; none for a remark.
  public let keys: [Key]
  /// What they do.
  public let meaning: Meaning

  /// Keys with what they mean at the moment.
  init(_ keys: Key..., meaning: Meaning) { (self.keys, self.meaning) = (keys, meaning) }

  /// The keys of the table.
  init(_ binding: Binding) {
    (keys, meaning) = (Array(binding.keys.prefix(1) + binding.reverse.prefix(1)), .does(binding.action))
  }

  /// `t T`
  var keyText: String { keys.map(\.symbol).joined(separator: " ") }

  /// The hints of some actions, as the table has them.
  static func of(_ actions: Action...) -> [Hint] { actions.compactMap { KeyBindings.binding(for: $0) }.map(Hint.init) }
}
