/// The last lines: what was done or the line being typed, and the keys that apply.
enum Footer {
  /// How many lines it takes.
  static let height = 2

  static func draw(
    _ session: Session, width: Int, y: Int, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    if let prompt = session.prompt {
      typed(prompt, width: width, y: y, on: &canvas)
    } else if let message = session.message {
      tell(message, width: width, y: y, on: &canvas)
    }
    placement.keys = keys(session, width: width, y: y + 1, on: &canvas)
  }

  /// A message that is longer than its line takes the one above too, from the picture, until the next key.
  private static func tell(_ message: Message, width: Int, y: Int, on canvas: inout Canvas) {
    let style = Style(message.isWarning ? .danger : .accent, bold: message.isWarning)
    let lines = PageLine.wrapped(message.text, indent: 0, width: width + 1, look: canvas.look).map(\.text)
    let shown = lines.count > 2 ? [lines[0], lines.dropFirst().joined(separator: " ")] : lines
    for (k, line) in shown.enumerated() {
      let area = Rect(x: 0, y: y + k + 1 - shown.count, width: width, height: 1)
      canvas.fill(area)
      canvas.put(line, in: area, style: style)
    }
  }

  private static func typed(_ prompt: Prompt, width: Int, y: Int, on canvas: inout Canvas) {
    // What is before the cursor stays in sight, its end at least; a name of a file may hold what a terminal obeys.
    func cells(_ text: String) -> [Unicode.Scalar] {
      canvas.look.cells(of: String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? "?" : $0 })))
    }
    let before = cells(":" + prompt.before).suffix(max(1, width - 1))
    let after = cells(prompt.after)
    let line = String(String.UnicodeScalarView(before + after))
    canvas.put(line, x: 0, y: y, style: Style(.text, bold: true), maxWidth: width)
    canvas.put(
      String(after.first ?? " "), x: before.count, y: y, style: Style(.cursor, reverse: true), maxWidth: 1)
    let x = before.count + max(1, after.count) + 2
    canvas.put(prompt.offers.joined(separator: "  "), x: x, y: y, style: Style(.dim), maxWidth: max(0, width - x))
  }

  /// The hints that have room; where their keys stand. A pair's label is that of its first key.
  private static func keys(
    _ session: Session, width: Int, y: Int, on canvas: inout Canvas
  ) -> [Placement.KeyLabel] {
    var labels: [Placement.KeyLabel] = []
    var x = 0
    for hint in session.prompt?.hints ?? session.mode.rules.hints(session) {
      let label = session.words.label(hint.meaning)
      guard x + canvas.look.width(of: hint.keyText + label) + 1 <= width else { break }
      let start = x
      for (k, key) in hint.keys.enumerated() {
        let end = canvas.put(key.symbol, x: x, y: y, style: Style(.key, bold: true))
        if k > 0 { labels.append(.init(key: key, area: Rect(x: x, y: y, width: end - x, height: 1))) }
        x = end + (k < hint.keys.count - 1 ? 1 : 0)
      }
      let end = canvas.put(" " + label, x: x, y: y, style: Style(.dim))
      if let first = hint.keys.first {
        labels.append(.init(key: first, area: Rect(x: start, y: y, width: end - start, height: 1)))
      }
      x = end + 2
    }
    return labels
  }
}
