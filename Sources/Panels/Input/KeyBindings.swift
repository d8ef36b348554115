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
  public let keys: [Key]
  /// The keys that do the reverse, where it makes sense.
  public let reverse: [Key]
  /// What the keys do.
  public let action: Action
  /// What the reverse keys do.
  public let reverseAction: Action?
  /// A word for the footer.
  public let label: String
  /// A line for the help.
  public let help: String
  /// Where the help lists it.
  public let group: Group

  init(
    _ group: Group, _ keys: [Key], _ action: Action, reverse: [Key] = [], _ reverseAction: Action? = nil,
    _ label: String,
    _ help: String
  ) {
    self.group = group
    self.keys = keys
    self.action = action
    self.reverse = reverse
    self.reverseAction = reverseAction
    self.label = label
    self.help = help
  }

  /// A knob: a letter, and the letter with Shift for the other way.
  fileprivate static func knob(_ group: Group, _ letter: Character, _ knob: Knob, _ label: String, _ help: String)
    -> Binding
  {
    Binding(
      group, [.character(letter)], .change(knob, by: 1), reverse: [.character(Character(letter.uppercased()))],
      .change(knob, by: -1), label, help)
  }

  /// `t T`: the first key, and the reverse.
  public var keyText: String {
    ([keys[0]] + reverse.prefix(1)).map(\.description).joined(separator: " ")
  }
}

/// The keys of the program.
public enum KeyBindings {
  /// All bindings, in the order of the help screen.
  public static let all: [Binding] = [
    Binding(.training, [.character(" ")], .toggleRun, "run/pause", "run or pause the training"),
    Binding(.training, [.character("n")], .trainOnce, "next step", "one training step, then stand still"),
    Binding(
      .training, [.character("b")], .toggleSweep, "BPTT",
      "step through backpropagation: ← from t to t−1, → back, Esc leaves"),
    Binding(
      .training, [.character("+"), .character("=")], .speed(by: 1), reverse: [.character("-")], .speed(by: -1), "speed",
      "faster, slower"),
    Binding(
      .training, [.character("x")], .reset, reverse: [.character("X")], .resetWithNewSeed, "reset",
      "back to step 0 with the same seed; X with a new one"),
    Binding.knob(.training, "o", .optimizer, "optimiser", "SGD, momentum, RMSProp, Adam"),
    Binding.knob(.training, "r", .learningRate, "rate η", "learning rate up, down"),
    Binding.knob(.training, "m", .clip, "clip mode", "what is clipped: nothing, the update, or ∂L/∂h_t inside BPTT"),
    Binding.knob(.training, "t", .theta, "θ", "clipping threshold θ up, down"),

    Binding.knob(.network, "c", .cell, "cell", "the cell: RNN, GRU, LSTM"),
    Binding.knob(.network, "a", .activation, "activation", "the activation φ: tanh, relu, sigmoid, identity …"),
    Binding.knob(.network, "l", .length, "length T", "longer, shorter sequences: 5 … 10,000"),
    Binding(
      .network, [.character("p")], .change(.lossAt, by: 1), "loss at", "the loss's position: at T alone, or at every t"),
    Binding.knob(
      .network, "i", .initializer, "init", "how the weights start: PyTorch, Glorot, orthogonal, identity, normal"),
    Binding.knob(.network, "g", .gain, "gain", "the factor on Wh at the start, up, down"),
    Binding.knob(.network, "f", .bias, "forget bias", "forget bias (LSTM) or update bias (GRU) up, down"),
    Binding.knob(.network, "k", .task, "task", "the task: noise, adding; others by :task"),

    Binding(
      .looking, [.left], .moveCursor(by: -1), reverse: [.right], .moveCursor(by: 1), "time",
      "the time cursor, one timestep"),
    Binding(
      .looking, [.shiftLeft, .pageUp], .moveCursor(by: -10), reverse: [.shiftRight, .pageDown], .moveCursor(by: 10),
      "by 10", "the time cursor, ten timesteps; also PageUp, PageDown"),
    Binding(
      .looking, [.home], .cursorToStart, reverse: [.end], .cursorToEnd, "ends", "the time cursor to t = 1, to t = T"),
    Binding(
      .looking, [.up], .moveUnit(by: 1), reverse: [.down], .moveUnit(by: -1), "unit", "the unit whose value is told"),
    Binding(
      .looking, [.tab], .focus(by: 1), reverse: [.backTab], .focus(by: -1), "panel", "the focus to the next panel"),
    Binding(.looking, [.enter], .toggleFullScreen, "full screen", "the panel in focus on the whole screen, and back"),
    Binding(
      .looking, [.character("z")], .shiftScale(by: -2), reverse: [.character("Z")], .shiftScale(by: 2), "scale",
      "the colour scale two decades down, up"),
    Binding(.looking, [.character("s")], .toggleSign, "sign", "colours tell the magnitude, or the sign, of ∂L/∂h_t"),
    Binding(
      .looking, [.character("v")], .gate(by: 1), reverse: [.character("V")], .gate(by: -1), "gate",
      "which gate is on show"),
    Binding(
      .looking, [.character(".")], .layer(by: 1), reverse: [.character(",")], .layer(by: -1), "layer",
      "which of the stacked layers is on show"),

    Binding(
      .program, [.character(":")], .openPrompt, "set", "type any setting: `:theta 0.5`, `:length 250`; Tab completes"),
    Binding(.program, [.character("?"), .character("h"), .function(1)], .help, "help", "this help"),
    Binding(.program, [.escape], .escape, "back", "leave the mode, the full screen or the message"),
    Binding(.program, [.control("L")], .redraw, "redraw", "draw the screen anew"),
    Binding(.program, [.control("Z")], .suspend, "suspend", "back to the shell; fg returns"),
    Binding(.program, [.character("q"), .control("C")], .quit, "quit", "end the program"),
  ]

  private static let actions: [Key: Action] = {
    var table: [Key: Action] = [:]
    for binding in all {
      for key in binding.keys { table[key] = binding.action }
      for key in binding.reverse { table[key] = binding.reverseAction }
    }
    return table
  }()

  /// What a key asks for in this session: text goes to the `:` line while that is open.
  public static func action(for key: Key, in session: Session) -> Action? {
    if session.prompt != nil {
      switch key {
      case .character(let character): return .typed(character)
      case .enter: return .submit
      case .tab: return .complete
      case .backspace: return .erase
      case .escape, .control("C"): return .escape
      case .control("L"), .control("Z"): return actions[key]
      default: return nil
      }
    }
    return actions[key]
  }

  /// The binding of an action, for the footer.
  public static func binding(for action: Action) -> Binding? { all.first { $0.action == action } }
}
