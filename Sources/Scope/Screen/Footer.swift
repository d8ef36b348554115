/// The last lines: what was done or the line being typed, and the keys that apply.
enum Footer {
  /// How many lines it takes.
  static let height = 2

  static func draw(_ session: Session, width: Int, y: Int, on canvas: inout Canvas) {
    if let prompt = session.prompt {
      typed(prompt, width: width, y: y, on: &canvas)
    } else if let message = session.message {
      canvas.put(
        message.text, x: 0, y: y, style: Style(message.isWarning ? .danger : .accent, bold: message.isWarning),
        maxWidth: width)
    }
    keys(session, width: width, y: y + 1, on: &canvas)
  }

  private static func typed(_ prompt: Prompt, width: Int, y: Int, on canvas: inout Canvas) {
    // The end of a long line stays in sight.
    let cells = canvas.look.cells(of: ":" + prompt.text).suffix(max(1, width - 1))
    let shown = String(String.UnicodeScalarView(cells))
    canvas.put(shown, x: 0, y: y, style: Style(.text, bold: true), maxWidth: width)
    canvas.put(" ", x: cells.count, y: y, style: Style(.cursor, reverse: true), maxWidth: 1)
    let offers = prompt.offers.isEmpty ? "" : prompt.offers.joined(separator: "  ")
    canvas.put(offers, x: cells.count + 3, y: y, style: Style(.dim), maxWidth: max(0, width - cells.count - 3))
  }

  private static func keys(_ session: Session, width: Int, y: Int, on canvas: inout Canvas) {
    var x = 0
    for (keys, label) in hints(session) {
      guard x + canvas.look.width(of: keys + label) + 1 <= width else { break }
      x = canvas.put(keys, x: x, y: y, style: Style(.key, bold: true))
      x = 2 + canvas.put(" " + label, x: x, y: y, style: Style(.dim))
    }
  }

  /// What applies now, the most useful first: a narrow terminal shows fewer.
  private static func hints(_ session: Session) -> [(String, String)] {
    if session.prompt != nil {
      return [("Tab", "completes"), ("Enter", "sets"), ("Esc", "leaves"), ("", "a name alone tells its value")]
    }
    if session.isHelpShown { return [("↑ ↓", "scroll"), ("Esc", "back"), ("q", "quit")] }
    if session.check != nil { return [("Esc", "back"), ("q", "quit")] }
    if session.whatIf != nil {
      return known([
        .change(.clip, by: 1), .change(.theta, by: 1), .change(.activation, by: 1), .change(.bias, by: 1),
        .change(.gain, by: 1),
      ]) + [("Enter", "keep"), ("Esc", "go back"), ("q", "quit")]
    }
    if session.isExplaining {
      return [("1 2", "follow a suggestion"), ("e", "back"), (", .", "layer"), ("Space", "run/pause"), ("q", "quit")]
    }
    if session.isSweeping {
      return [("←", "back to t−1"), ("→", "undo"), ("Home", "to t=1"), ("End", "to T")]
        + known([.moveUnit(by: 1), .layer(by: 1)])
        + [("Esc", "leave BPTT"), ("?", "help"), ("q", "quit")]
    }
    return known(
      [
        .help, .toggleRun, .toggleSweep, .explain, .change(.cell, by: 1), .change(.activation, by: 1),
        .change(.clip, by: 1),
        .change(.theta, by: 1), .change(.length, by: 1), .openPrompt, .quit, .change(.bias, by: 1),
        .focus(by: 1), .toggleFullScreen, .trainOnce, .moveCursor(by: 1), .speed(by: 1), .change(.gain, by: 1),
        .change(.initializer, by: 1), .change(.lossAt, by: 1), .change(.task, by: 1), .reset,
      ])
  }

  private static func known(_ actions: [Action]) -> [(String, String)] {
    actions.compactMap { KeyBindings.binding(for: $0) }.map { ($0.keyText, $0.label) }
  }
}
