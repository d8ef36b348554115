/// A word of the footer: keys, and what they do now.
public struct Hint: Sendable {
  /// The keys; none for a remark.
  public let keys: [Key]
  /// What they do.
  public let label: String

  /// The help's line, for keys of the table.
  public private(set) var help: String?

  /// Keys in words that suit the moment.
  init(_ keys: Key..., label: String) { (self.keys, self.label) = (keys, label) }

  /// The keys of the table, in its words.
  init(_ binding: Binding) {
    (keys, label) = (Array(binding.keys.prefix(1) + binding.reverse.prefix(1)), binding.label)
    help = binding.help
  }

  /// `t T`
  var keyText: String { keys.map(\.symbol).joined(separator: " ") }

  /// The hints of some actions, in the table's words.
  static func of(_ actions: Action...) -> [Hint] { actions.compactMap { KeyBindings.binding(for: $0) }.map(Hint.init) }
}
