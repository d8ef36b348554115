/// The keys of the program.
public enum KeyBindings {
  /// All bindings, in the order of the help screen.
  public static let all: [Binding] = [
    .one(
      .training, [.character(" ")], .toggleRun, "run/pause",
      "run or pause the training; in BPTT, play back through time"),
    .one(.training, [.character("n")], .trainOnce, "next step", "one training step, then stand still"),
    .one(
      .training, [.character("b")], .toggle(.bptt), "BPTT",
      "step through backpropagation: ← from t to t−1, → undoes it, Esc leaves"),
    .pair(
      .training, [.character("+"), .character("=")], [.character("-")], "speed",
      "faster, slower: the training, in BPTT the play"
    ) {
      .speed(by: $0)
    },
    .one(.training, [.character("x")], .reset, "reset", "back to step 0 with the same seed"),
    .one(.training, [.character("X")], .resetWithNewSeed, "new seed", "back to step 0 with a new seed"),
    .knob(.training, "o", .optimizer, "optimiser", "SGD, momentum, RMSProp, Adam"),
    .knob(.training, "r", .learningRate, "rate η", "the learning rate up, down"),
    .knob(.training, "m", .clip, "clip", "what is clipped: nothing, the update, or ∂L/∂h_t inside BPTT"),
    .knob(.training, "t", .theta, "θ", "the clipping threshold θ up, down"),

    .knob(.network, "c", .cell, "cell", "the cell: RNN, GRU, LSTM"),
    .knob(.network, "a", .activation, "activation", "the activation φ: tanh, relu, sigmoid, identity …"),
    .knob(.network, "l", .length, "length T", "longer, shorter sequences: 5 … 10,000"),
    .one(
      .network, [.character("p")], .change(.lossAt, by: 1), "loss at", "the loss's position: at T alone, or at every t"),
    .knob(.network, "i", .initializer, "init", "how the weights start: PyTorch, Glorot, orthogonal, identity, normal"),
    .knob(.network, "g", .gain, "gain", "the factor on Wh at the start, up, down"),
    .knob(.network, "f", .bias, "gate bias", "the forget bias (LSTM) or update bias (GRU) up, down"),
    .knob(.network, "k", .task, "task", "the task: noise, adding; others by :task"),

    .pair(.looking, [.right], [.left], "time", "the time cursor, one timestep") { .moveCursor(by: $0) },
    .pair(
      .looking, [.shiftRight, .pageDown], [.shiftLeft, .pageUp], by: 10, "by 10",
      "the time cursor, ten timesteps; also PageDown, PageUp"
    ) { .moveCursor(by: $0) },
    .one(.looking, [.home], .cursorToStart, "t = 1", "the time cursor to t = 1"),
    .one(.looking, [.end], .cursorToEnd, "t = T", "the time cursor to t = T"),
    .pair(
      .looking, [.character(">")], [.character("<")], "zoom", "fewer, more timesteps on show, around the time cursor"
    ) { .zoom(by: $0) },
    .pair(.looking, [.character(")")], [.character("(")], "pan", "later, earlier timesteps, where zoomed in") {
      .pan(by: $0)
    },
    .one(
      .looking, [.character("0")], .fitTime, "fit", "the timesteps above the colour scale's lower end, and back to all"),
    .pair(.looking, [.down], [.up], "unit", "the unit whose value is told") { .moveUnit(by: $0) },
    .pair(.looking, [.tab], [.backTab], "panel", "the focus to the next panel") { .focus(by: $0) },
    .click(
      .left, .point(x: 0, y: 0), "point", "time cursor, unit and focus to where it points; in the footer, what it says"),
    .wheel("scroll", "what it is over: units, gates; the time cursor; the lines of a page") {
      .wheel(by: $0, x: 0, y: 0)
    },
    .one(.looking, [.enter], .toggleFullScreen, "full screen", "the panel in focus on the whole screen, and back"),
    .pair(.looking, [.character("z")], [.character("Z")], by: -2, "scale", "the colour scale two decades down, up") {
      .shiftScale(by: $0)
    },
    .one(.looking, [.character("s")], .toggleSign, "sign", "colours tell the magnitude, or the sign, of ∂L/∂h_t"),
    .one(.looking, [.character("/")], .toggleRelative, "relative", "∂L/∂h_t over ‖∂L/∂h_T‖, or as it is"),
    .pair(.looking, [.character("v")], [.character("V")], "gate", "which gate is on show") { .gate(by: $0) },
    .pair(.looking, [.character(".")], [.character(",")], "layer", "which of the stacked layers is on show") {
      .layer(by: $0)
    },

    .one(
      .looking, [.character("e")], .toggle(.explanation), "explain",
      "why the gradient does this, with figures, and what to try"),
    .one(
      .looking, [.character("w")], .toggle(.whatIf), "what if",
      "try θ, clipping, activation, bias or gain on this very step"),
    .one(
      .looking, [.character("!")], .toggle(.check), "check", "check this step's gradients against finite differences"),
    .pair(.looking, [.character("y")], [.character("Y")], "precision", "see ∂L/∂h_t through float16, bfloat16, float32")
    {
      .lens(by: $0)
    },
    .pair(
      .looking, [.character("u")], [.character("U")], "truncate", "truncated BPTT over k timesteps beside the full one"
    ) {
      .window(by: $0)
    },
    .one(.looking, [.character("1")], .follow(suggestion: 0), "try 1", "follow the explanation's first suggestion"),
    .one(.looking, [.character("2")], .follow(suggestion: 1), "try 2", "follow its second suggestion"),

    .one(
      .program, [.character(":")], .openPrompt, "set",
      "type any setting: “:theta 0.5”; Tab completes, ↑ goes back; “:help theta” tells"),
    .one(.program, [.character("?"), .character("h"), .function(1)], .toggle(.help), "help", "this help"),
    .one(.program, [.escape], .escape, "back", "leave the mode, the full screen or the message"),
    .one(.program, [.control("L")], .redraw, "redraw", "draw the screen anew"),
    .one(.program, [.control("Z")], .suspend, "suspend", "back to the shell; fg returns"),
    .one(.program, [.character("q"), .control("C")], .quit, "quit", "end the program"),
  ]

  private static let actions: [Key: Action] = {
    var table: [Key: Action] = [:]
    for binding in all {
      for key in binding.keys { table[key] = binding.action }
      for key in binding.reverse { table[key] = binding.reverseAction }
    }
    return table
  }()

  private static let buttons: [MouseButton: Action] = {
    var table: [MouseButton: Action] = [:]
    for binding in all {
      if let button = binding.button { table[button] = binding.action }
      if let button = binding.reverseButton { table[button] = binding.reverseAction }
    }
    return table
  }()

  /// What a key or the mouse asks for; text goes to the `:` line while that `isTyping`.
  public static func action(for key: Key, isTyping: Bool = false) -> Action? {
    if case .mouse(let x, let y, let button) = key { return buttons[button]?.at(x: x, y: y) }
    if case .paste(let text) = key { return .pasted(text) }
    guard isTyping else { return actions[key] }
    switch key {
    case .character(let character): return .typed(character)
    case .enter: return .submit
    case .tab: return .complete
    case .backspace: return .erase
    case .escape, .control("C"): return .escape
    case .control("L"), .control("Z"): return actions[key]
    default: return LineEdit(key).map(Action.edit)
    }
  }

  /// The table as Markdown, for the README.
  public static var markdown: String {
    let rows = all.map { "| `\($0.keyText)` | \($0.help) |" }
    return (["| keys | what they do; the second key of a pair goes the other way |", "|---|---|"] + rows).joined(
      separator: "\n")
  }

  /// The binding of an action, for the footer.
  public static func binding(for action: Action) -> Binding? { all.first { $0.action == action } }
}

extension Action {
  /// The action at a place of the screen, where it is about one.
  fileprivate func at(x: Int, y: Int) -> Action {
    switch self {
    case .point: .point(x: x, y: y)
    case .wheel(let step, _, _): .wheel(by: step, x: x, y: y)
    default: self
    }
  }
}
