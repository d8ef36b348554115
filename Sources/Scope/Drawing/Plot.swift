/// Line plots: braille dots, 2 × 4 in a character, or * in ASCII.
extension Canvas {
  /// A line through points; x counts columns from the rectangle's left, ascending, fractions allowed. nil, NaN and ±∞
  /// are gaps; `range` spans the rectangle's height, and what lies beyond is cut off.
  public mutating func plot(
    points: [(x: Double, y: Double?)], in rect: Rect, range: ClosedRange<Double>,
    style: Style = Style(.series(0))
  ) {
    let grid = PlotGrid(rect: rect, canvas: self, range: range)
    var pen = Pen(stroke: Stroke(style.foreground), style: style)
    var last: (x: Int, y: Int)?
    for point in points {
      guard let y = point.y, y.isFinite, point.x.isFinite else {
        last = nil
        continue
      }
      let dot = (x: grid.column(point.x), y: grid.row(y))
      line(from: last ?? dot, to: dot, on: grid, pen: &pen)
      last = dot
    }
  }

  /// A horizontal line at a value: a threshold. Behind what is drawn there already.
  public mutating func rule(
    at value: Double, in rect: Rect, range: ClosedRange<Double>, style: Style = Style(.warning)
  ) {
    guard let y = plotRow(of: value, in: rect, range: range) else { return }
    let shown = rect.intersection(bounds)
    for x in shown.x..<shown.maxX where self[x, y].scalar == " " {
      put("╌", x: x, y: y, style: style, in: rect)
    }
  }

  /// The row of characters that holds the value, or nil outside the range.
  public func plotRow(of value: Double, in rect: Rect, range: ClosedRange<Double>) -> Int? {
    let grid = PlotGrid(rect: rect, canvas: self, range: range)
    guard value.isFinite, !rect.isEmpty, range.contains(value) else { return nil }
    return rect.y + min(max(grid.row(value) / grid.dotsDown, 0), rect.height - 1)
  }

  /// Labels 1e-12 … for a plot whose range counts decades (log10), right-aligned in `rect`, at most every
  /// second row.
  public mutating func decadeAxis(
    in rect: Rect, range: ClosedRange<Double>, style: Style = Style(.dim)
  ) {
    guard range.lowerBound.isFinite, range.upperBound.isFinite, !rect.isEmpty else { return }
    guard abs(range.lowerBound) < 10_000, abs(range.upperBound) < 10_000 else { return }
    let (low, high) = (Int(range.lowerBound.rounded(.up)), Int(range.upperBound.rounded(.down)))
    guard low <= high else { return }
    let room = max(1, rect.height / 2)
    let step = [1, 2, 3, 4, 5, 10, 20, 50, 100].first { (high - low) / $0 < room } ?? 1_000
    for exponent in stride(from: high, through: low, by: -step) {
      guard let y = plotRow(of: Double(exponent), in: rect, range: range) else { continue }
      put(Canvas.decade(exponent), in: rect, row: y - rect.y, align: .trailing, style: style)
    }
  }

  /// `1e-12`; `1` for 10⁰.
  static func decade(_ exponent: Int) -> String {
    exponent == 0 ? "1" : exponent > 0 ? "1e+\(exponent)" : "1e\(exponent)"
  }

  /// Dots on every column from one point to the next, joined where the line is steep.
  private mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int), on grid: PlotGrid, pen: inout Pen) {
    guard a.x < b.x else {
      for y in grid.shownRows(min(a.y, b.y), max(a.y, b.y)) { dot(b.x, y, isEnd: y == b.y, on: grid, &pen) }
      return
    }
    let slope = Double(b.y - a.y) / Double(b.x - a.x)
    for x in grid.shownColumns(a.x, b.x) {
      let y = a.y + Int((slope * Double(x - a.x)).rounded())
      let last = x == a.x ? y : a.y + Int((slope * Double(x - 1 - a.x)).rounded())
      // The step up or down belongs to this column, all but the dot that the last column has drawn.
      let from = y > last ? last + 1 : y < last ? last - 1 : y
      for step in grid.shownRows(min(from, y), max(from, y)) { dot(x, step, isEnd: step == y, on: grid, &pen) }
    }
  }

  private mutating func dot(_ x: Int, _ y: Int, isEnd: Bool, on grid: PlotGrid, _ pen: inout Pen) {
    // A line that stays on a dot is not longer for it.
    if pen.last.map({ $0 != (x, y) }) ?? true { pen.dots += 1 }
    pen.last = (x, y)
    guard !grid.shownColumns(x, x).isEmpty, !grid.shownRows(y, y).isEmpty else { return }
    let (column, row) = (grid.rect.x + x / grid.dotsAcross, grid.rect.y + y / grid.dotsDown)
    var style = pen.style
    if style.background == .background { style.background = self[column, row].style.background }
    guard look.unicode else {
      let mark = pen.stroke.mark
      self[column, row] = Glyph(isEnd || self[column, row].scalar == mark ? mark : "|", style)
      return
    }
    guard pen.stroke.isDrawn(at: pen.dots - 1) else { return }
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let drawn = self[column, row].scalar.value
    let base = (0x2800...0x28FF).contains(drawn) ? drawn : 0x2800
    self[column, row] = Glyph(Unicode.Scalar(base | bits[y % 4 * 2 + x % 2]) ?? " ", style)
  }
}

/// Where a value lies among the dots of a plot.
struct PlotGrid {
  let rect: Rect
  let range: ClosedRange<Double>
  let dotsAcross: Int
  let dotsDown: Int

  private let shown: Rect

  init(rect: Rect, canvas: Canvas, range: ClosedRange<Double>) {
    self.rect = rect
    self.range = range
    dotsAcross = canvas.look.unicode ? 2 : 1
    dotsDown = canvas.look.unicode ? 4 : 1
    shown = rect.intersection(canvas.bounds)
  }

  private var rows: Int { rect.height * dotsDown }

  func column(_ x: Double) -> Int { Int((min(max(x, -10_000), 1_000_000) * Double(dotsAcross)).rounded(.down)) }

  /// Rows count from the top; values beyond the range land beyond the grid, but not far.
  func row(_ y: Double) -> Int {
    let span = range.upperBound / 2 - range.lowerBound / 2
    guard span > 0, span.isFinite else { return rows / 2 }
    let share = (range.upperBound / 2 - y / 2) / span
    return Int((min(max(share, -2), 3) * Double(max(rows - 1, 0))).rounded())
  }

  /// The columns of dots from one to another that are on the canvas.
  func shownColumns(_ from: Int, _ to: Int) -> Range<Int> {
    let from = max(from, (shown.x - rect.x) * dotsAcross)
    return from..<max(from, min(to + 1, (shown.maxX - rect.x) * dotsAcross))
  }

  /// The rows of dots from one to another that are on the canvas.
  func shownRows(_ from: Int, _ to: Int) -> Range<Int> {
    let from = max(from, (shown.y - rect.y) * dotsDown)
    return from..<max(from, min(to + 1, (shown.maxY - rect.y) * dotsDown))
  }
}

/// What a line is drawn with, and how much of it has been.
private struct Pen {
  let stroke: Stroke
  let style: Style
  var dots = 0
  var last: (x: Int, y: Int)?
}
