/// A page of text over all of the panels, which scrolls where it is longer than the screen, in two columns where there
/// is room.
protocol Page: View {
  /// What it shows, for its title.
  static func title(_ session: Session) -> String
  /// Its lines, each at most so many cells wide.
  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine]
}

/// One line of a page.
struct PageLine {
  /// Keys, in a column of their own.
  var keys = ""
  var text = ""
  var style = Style(.text)
  /// Cells left of the text.
  var indent = 2
  /// Whether it is the colours' ramp, from dark to bright.
  var isRamp = false

  /// Cells left of what keys do.
  static let keyWidth = 20

  /// A heading.
  static func heading(_ text: String) -> PageLine {
    PageLine(text: text, style: Style(.accent, bold: true), indent: 1)
  }

  /// A text in as many lines as it takes at a width.
  static func wrapped(_ text: String, _ style: Style = Style(.text), indent: Int = 2, width: Int, look: Look)
    -> [PageLine]
  {
    lines(of: text, width: width - indent - 1, look: look).map { PageLine(text: $0, style: style, indent: indent) }
  }

  /// Keys and what they do.
  static func keys(_ keys: String, _ text: String, width: Int, look: Look) -> [PageLine] {
    var lines = wrapped(text, indent: keyWidth, width: width, look: look)
    if !lines.isEmpty { lines[0].keys = keys }
    return lines
  }

  /// The text in lines of at most a width, broken at spaces.
  private static func lines(of text: String, width: Int, look: Look) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, look.width(of: last) + look.width(of: String(word)) + 1 <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  fileprivate func draw(in rect: Rect, on canvas: inout Canvas) {
    if isRamp { return ramp(in: rect, on: &canvas) }
    canvas.put(
      keys, in: Rect(x: rect.x + 2, y: rect.y, width: min(rect.width - 2, PageLine.keyWidth - 3), height: 1),
      style: Style(.key, bold: true))
    canvas.put(
      text, in: Rect(x: rect.x + indent, y: rect.y, width: rect.width - indent, height: 1), style: style)
  }

  private func ramp(in rect: Rect, on canvas: inout Canvas) {
    let left = canvas.put("t = 1 ", x: rect.x + indent, y: rect.y, style: Style(.dim), maxWidth: rect.width - indent)
    let width = max(0, min(48, rect.maxX - left - 8))
    canvas.heat(
      in: Rect(x: left, y: rect.y, width: width, height: 1), columns: width, rows: canvas.heatRowsPerLine
    ) { column, _ in .heat((Double(column) + 0.5) / Double(width)) }
    canvas.put(" t = T", x: left + width, y: rect.y, style: Style(.dim), maxWidth: max(0, rect.maxX - left - width))
  }
}

extension Page {
  static func draw(
    _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    let columns = area.width >= 130 ? 2 : 1
    let width = area.width / columns
    let lines = lines(session, width: width - 1, look: canvas.look)
    let height = max(0, area.height - 1)
    let perColumn = (lines.count + columns - 1) / columns
    let furthest = max(0, perColumn - height)
    let scroll = min(session.view.scroll, furthest)
    let end = min(perColumn, scroll + height)
    let words = session.words
    let place =
      furthest == 0
      ? ""
      : words.title(.lines(scroll + 1...max(scroll + 1, end), of: perColumn)) + "  "
        + words.title(.more(above: scroll > 0, below: scroll < furthest))
    let inside = canvas.frame(title(session), detail: place, in: area, focused: true)
    for column in 0..<columns {
      let part = lines.dropFirst(column * perColumn).prefix(perColumn).dropFirst(scroll).prefix(height)
      for (k, line) in part.enumerated() {
        line.draw(in: Rect(x: inside.x + column * width, y: inside.y + k, width: width - 1, height: 1), on: &canvas)
      }
    }
    placement.furthestScroll = furthest
    placement.pageHeight = height
  }
}
