import Engine

/// The columns left of a time plot that hold its labels; the same in all, so that they share one time axis.
enum Gutter {
  static let width = 6
}

extension Rect {
  /// What lies right of the gutter, without so many lines above and below.
  func plot(above: Int = 0, below: Int = 0) -> Rect {
    Rect(x: x + Gutter.width, y: y + above, width: width - Gutter.width, height: height - above - below)
  }
}

extension Canvas {
  /// Text from (x, y), cut at a width; the column after it.
  @discardableResult
  mutating func put(_ text: String, x: Int, y: Int, style: Style, maxWidth: Int) -> Int {
    put(text, x: x, y: y, style: style, in: Rect(x: x, y: y, width: maxWidth, height: 1))
  }

  /// In place of an analysis that is under way.
  mutating func notYet(_ scene: Scene, in area: Rect) {
    put("  \(scene.words.line(.underWay(scene.session.channel.progress)))", in: area, style: Style(.dim))
  }

  /// The cells that a title keeps where both it and its detail are too long.
  private static let leastTitle = 16

  /// A detail without the last of its parts, which two spaces hold apart, as far as there is no room; without all of
  /// them where there is none for the first.
  private func shortened(_ detail: String, to width: Int) -> String {
    var parts = detail.split(separator: "  ", omittingEmptySubsequences: true)
    while !parts.isEmpty, look.width(of: parts.joined(separator: "  ")) + 3 > width { parts.removeLast() }
    return parts.joined(separator: "  ")
  }

  /// A title on a rule, with a detail at its right end, which is told before the end of the title is; what is left below
  /// it.
  mutating func frame(_ title: String, detail: String, in area: Rect, focused: Bool) -> Rect {
    guard area.width > 0, area.height > 0 else { return Rect(x: area.x, y: area.y, width: 0, height: 0) }
    hline(x: area.x, y: area.y, width: area.width, style: Style(focused ? .borderFocused : .border))
    let mark = focused ? "▸ " : "  "
    let detail = shortened(detail, to: area.width - min(look.width(of: mark + title) + 1, Canvas.leastTitle))
    let room = area.width - (detail.isEmpty ? 0 : look.width(of: detail) + 3)
    let shown = look.width(of: mark + title) + 1 <= room ? mark + title + " " : mark + title
    put(
      shown, in: Rect(x: area.x, y: area.y, width: room, height: 1),
      style: Style(focused ? .accent : .title, bold: true))
    if !detail.isEmpty {
      put(
        " \(detail) ", in: Rect(x: area.x, y: area.y, width: area.width, height: 1), align: .trailing,
        style: Style(.text))
    }
    return Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
  }

  /// The time axis under a plot: a few timesteps, and the cursor's.
  mutating func timeAxis(_ scene: Scene, plot: Rect, y: Int) {
    let axis = scene.axis(width: plot.width)
    let cursor = axis.column(of: scene.time)
    let mark = "▲\(scene.time + 1)"
    // The mark and its number, to the left of the cursor where there is no room to its right.
    let markX = cursor + mark.count <= plot.width ? cursor : cursor - mark.count + 1
    let marked = (markX - 1)..<(markX + mark.count + 1)
    for quarter in 0...4 {
      let time = scene.window.lowerBound + max(0, scene.window.count * quarter / 4 - 1)
      let label = "\(time + 1)"
      let x = min(axis.column(of: time), plot.width - label.count)
      guard x >= 0, !marked.overlaps(x..<(x + label.count)), quarter > 0 || scene.window.count > 1 else { continue }
      put(label, x: plot.x + x, y: y, style: Style(.dim), maxWidth: label.count)
    }
    let flipped = markX < cursor ? "\(scene.time + 1)▲" : mark
    put(flipped, x: plot.x + max(0, markX), y: y, style: Style(.cursor, bold: true), maxWidth: plot.width)
    put("t", x: plot.x - 2, y: y, style: Style(.dim), maxWidth: 1)
  }
}
