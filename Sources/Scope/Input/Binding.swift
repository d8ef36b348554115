/// One binding: the keys, and what they do. This table drives the input, the footer, the help screen and the list in the
/// README; the words for it are the language's.
public struct Binding: Sendable {
  /// Where the help screen lists it.
  public enum Group: CaseIterable, Sendable { case training, network, past, comparing, looking, program }

  /// The keys that do it, the first for the footer.
  public private(set) var keys: [Key] = []
  /// The keys that do the reverse, where it makes sense.
  public private(set) var reverse: [Key] = []
  /// The mouse's button that does it, wherever the mouse is.
  public private(set) var button: MouseButton?
  /// The button that does the reverse.
  public private(set) var reverseButton: MouseButton?
  /// What the keys or the button do; where a mouse points is put in by `Action.at`.
  public let action: Action
  /// What the reverse does.
  public private(set) var reverseAction: Action?
  /// Where the help lists it.
  public let group: Group

  private init(_ group: Group, _ action: Action) { (self.group, self.action) = (group, action) }

  /// Keys that do one thing.
  static func one(_ group: Group, _ keys: [Key], _ action: Action) -> Binding {
    var binding = Binding(group, action)
    binding.keys = keys
    return binding
  }

  /// Keys that do a thing by +1, and others that undo it by −1.
  static func pair(
    _ group: Group, _ keys: [Key], _ reverse: [Key], by step: Int = 1, _ action: (Int) -> Action
  ) -> Binding {
    var binding = Binding(group, action(step))
    (binding.keys, binding.reverse, binding.reverseAction) = (keys, reverse, action(-step))
    return binding
  }

  /// A knob: a letter, and the letter with Shift for the other way.
  static func knob(_ group: Group, _ letter: Character, _ knob: Knob) -> Binding {
    let shifted = Key.character(Character(letter.uppercased()))
    return pair(group, [.character(letter)], [shifted]) { .change(knob, by: $0) }
  }

  /// A button of the mouse.
  static func click(_ button: MouseButton, _ action: Action) -> Binding {
    var binding = Binding(.looking, action)
    binding.button = button
    return binding
  }

  /// The wheel: towards the hand by +1, away from it by −1.
  static func wheel(_ action: (Int) -> Action) -> Binding {
    var binding = Binding(.looking, action(1))
    (binding.button, binding.reverseButton, binding.reverseAction) = (.wheelDown, .wheelUp, action(-1))
    return binding
  }

  /// `t T`: the first key, and the first that does the reverse; for the mouse its buttons.
  public var keyText: String {
    let keys = (keys.prefix(1) + reverse.prefix(1)).map(\.symbol)
    return (keys + [button, reverseButton].compactMap { $0?.symbol }).joined(separator: " ")
  }
}

extension Key {
  /// The key's name, with arrows as arrows.
  var symbol: String {
    switch self {
    case .left: "←"
    case .right: "→"
    case .up: "↑"
    case .down: "↓"
    case .shiftLeft: "Shift-←"
    case .shiftRight: "Shift-→"
    default: description
    }
  }
}

extension MouseButton {
  /// The button's name, with arrows as arrows.
  fileprivate var symbol: String {
    switch self {
    case .wheelUp: "Wheel-↑"
    case .wheelDown: "Wheel-↓"
    case .left, .middle, .right: rawValue
    }
  }
}
