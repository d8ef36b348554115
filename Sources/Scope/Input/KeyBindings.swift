/// The keys of the program.
public enum KeyBindings {
  /// All bindings, in the order of the help screen.
  public static let all: [Binding] = [
    .one(.training, [.character(" ")], .toggleRun),
    .one(.training, [.character("n")], .trainOnce),
    .one(.training, [.character("b")], .toggle(.bptt)),
    .pair(.training, [.character("+"), .character("=")], [.character("-")]) { .speed(by: $0) },
    .one(.training, [.character("x")], .reset),
    .one(.training, [.character("X")], .resetWithNewSeed),
    .knob(.training, "o", .optimizer),
    .knob(.training, "r", .learningRate),
    .knob(.training, "m", .clip),
    .knob(.training, "t", .theta),

    .knob(.network, "c", .cell),
    .knob(.network, "a", .activation),
    .knob(.network, "l", .length),
    .one(.network, [.character("p")], .change(.lossAt, by: 1)),
    .knob(.network, "i", .initializer),
    .knob(.network, "g", .gain),
    .knob(.network, "f", .bias),
    .knob(.network, "k", .task),

    .pair(.past, [.character("]")], [.character("[")]) { .travel(by: $0) },
    .pair(.past, [.character("}")], [.character("{")]) { .landmark(by: $0) },
    .one(.past, [.character("'")], .bookmark),
    .one(.past, [.character("N")], .now),
    .one(.past, [.control("U")], .undo),

    .one(.comparing, [.character("d")], .copyChannel),
    .one(.comparing, [.character("D")], .dropChannel),
    .pair(.comparing, [.character("j")], [.character("J")]) { .channel(by: $0) },
    .one(.comparing, [.character("|")], .comparison(by: 1)),
    .one(.comparing, [.character("*")], .togglePin),
    .one(.comparing, [.character("&")], .toggleAll),

    .pair(.looking, [.right], [.left]) { .moveCursor(by: $0) },
    .pair(.looking, [.shiftRight, .pageDown], [.shiftLeft, .pageUp], by: 10) { .moveCursor(by: $0) },
    .one(.looking, [.home], .cursorToStart),
    .one(.looking, [.end], .cursorToEnd),
    .pair(.looking, [.character(">")], [.character("<")]) { .zoom(by: $0) },
    .pair(.looking, [.character(")")], [.character("(")]) { .pan(by: $0) },
    .one(.looking, [.character("0")], .fitTime),
    .pair(.looking, [.down], [.up]) { .moveUnit(by: $0) },
    .pair(.looking, [.tab], [.backTab]) { .focus(by: $0) },
    .click(.left, .point(x: 0, y: 0)),
    .wheel { .wheel(by: $0, x: 0, y: 0) },
    .one(.looking, [.enter], .confirm),
    .pair(.looking, [.character("z")], [.character("Z")], by: -2) { .shiftScale(by: $0) },
    .one(.looking, [.character("s")], .toggleSign),
    .one(.looking, [.character("/")], .toggleRelative),
    .pair(.looking, [.character("v")], [.character("V")]) { .gate(by: $0) },
    .pair(.looking, [.character(".")], [.character(",")]) { .layer(by: $0) },

    .one(.looking, [.character("e")], .toggle(.explanation)),
    .one(.looking, [.character("w")], .toggle(.whatIf)),
    .one(.looking, [.character("!")], .toggle(.check)),
    .pair(.looking, [.character("y")], [.character("Y")]) { .lens(by: $0) },
    .pair(.looking, [.character("u")], [.character("U")]) { .window(by: $0) },
    .one(.looking, [.character("1")], .follow(suggestion: 0)),
    .one(.looking, [.character("2")], .follow(suggestion: 1)),

    .one(.program, [.character(":")], .openPrompt),
    .one(.program, [.character("?"), .character("h"), .function(1)], .toggle(.help)),
    .one(.program, [.escape], .escape),
    .one(.program, [.control("L")], .redraw),
    .one(.program, [.control("Z")], .suspend),
    .one(.program, [.character("q"), .control("C")], .quit),
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
