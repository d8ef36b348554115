/// One binding: the keys, what they do, and the words for it. This table drives the input, the footer, the help screen
/// and the list in the README.
public struct Binding: Sendable {
  /// Where the help screen lists it.
  public enum Group: String, CaseIterable, Sendable {
    case training = "Training"
    case network = "Network"
    case looking = "Looking"
    case program = "Program"
  }

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
  /// A word for the footer.
  public let label: String
  /// A line for the help.
  public let help: String
  /// Where the help lists it.
  public let group: Group

  private init(_ group: Group, _ action: Action, _ label: String, _ help: String) {
    (self.group, self.action, self.label, self.help) = (group, action, label, help)
  }

  /// Keys that do one thing.
  static func one(_ group: Group, _ keys: [Key], _ action: Action, _ label: String, _ help: String) -> Binding {
    var binding = Binding(group, action, label, help)
    binding.keys = keys
    return binding
  }

  /// Keys that do a thing by +1, and others that undo it by −1.
  static func pair(
    _ group: Group, _ keys: [Key], _ reverse: [Key], by step: Int = 1, _ label: String, _ help: String,
    _ action: (Int) -> Action
  ) -> Binding {
    var binding = Binding(group, action(step), label, help)
    (binding.keys, binding.reverse, binding.reverseAction) = (keys, reverse, action(-step))
    return binding
  }

  /// A knob: a letter, and the letter with Shift for the other way.
  static func knob(_ group: Group, _ letter: Character, _ knob: Knob, _ label: String, _ help: String) -> Binding {
    let shifted = Key.character(Character(letter.uppercased()))
    return pair(group, [.character(letter)], [shifted], label, help) { .change(knob, by: $0) }
  }

  /// A button of the mouse.
  static func click(_ button: MouseButton, _ action: Action, _ label: String, _ help: String) -> Binding {
    var binding = Binding(.looking, action, label, help)
    binding.button = button
    return binding
  }

  /// The wheel: towards the hand by +1, away from it by −1.
  static func wheel(_ label: String, _ help: String, _ action: (Int) -> Action) -> Binding {
    var binding = Binding(.looking, action(1), label, help)
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
