import Engine

/// The columns left of a time plot that hold its labels; the same in all, so that they share one time axis.
enum Gutter {
  static let width = 6
}

extension Canvas {
  /// Text from (x, y), cut at a width; the column after it.
  @discardableResult
  mutating func put(_ text: String, x: Int, y: Int, style: Style, maxWidth: Int) -> Int {
    put(text, x: x, y: y, style: style, in: Rect(x: x, y: y, width: maxWidth, height: 1))
  }

  /// In place of an analysis that is under way.
  mutating func notYet(_ words: any Words, in area: Rect) {
    put("  \(words.line(.underWay))", in: area, style: Style(.dim))
  }

  /// A title on a rule, with a detail at its right end; what is left below it.
  mutating func frame(_ title: String, detail: String, in area: Rect, focused: Bool) -> Rect {
    guard area.width > 0, area.height > 0 else { return Rect(x: area.x, y: area.y, width: 0, height: 0) }
    hline(x: area.x, y: area.y, width: area.width, style: Style(focused ? .borderFocused : .border))
    let shown = (focused ? "▸ " : "  ") + title + " "
    let end = put(
      shown, x: area.x, y: area.y, style: Style(focused ? .accent : .title, bold: true), maxWidth: area.width)
    let width = look.width(of: detail) + 2
    let start = area.maxX - width
    if width > 2, start > end { put(" \(detail) ", x: start, y: area.y, style: Style(.text), maxWidth: width) }
    return Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
  }

  /// The time axis under a plot: a few timesteps, and the cursor's.
  mutating func timeAxis(_ scene: Scene, plot: Rect, y: Int) {
    let axis = TimeAxis(length: scene.length, width: plot.width)
    let cursor = axis.column(of: scene.time)
    let mark = "▲\(scene.time + 1)"
    // The mark and its number, to the left of the cursor where there is no room to its right.
    let markX = cursor + mark.count <= plot.width ? cursor : cursor - mark.count + 1
    let marked = (markX - 1)..<(markX + mark.count + 1)
    for quarter in 0...4 {
      let time = max(0, scene.length * quarter / 4 - 1)
      let label = "\(time + 1)"
      let x = min(axis.column(of: time), plot.width - label.count)
      guard x >= 0, !marked.overlaps(x..<(x + label.count)), quarter > 0 || scene.length > 1 else { continue }
      put(label, x: plot.x + x, y: y, style: Style(.dim), maxWidth: label.count)
    }
    let flipped = markX < cursor ? "\(scene.time + 1)▲" : mark
    put(flipped, x: plot.x + max(0, markX), y: y, style: Style(.cursor, bold: true), maxWidth: plot.width)
    put("t", x: plot.x - 2, y: y, style: Style(.dim), maxWidth: 1)
  }
}
