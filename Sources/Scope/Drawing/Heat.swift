/// Heat maps: a colour per value where there are 256, shades of few, and glyphs where there is none.
extension Canvas {
  /// Rows of a heat map in one row of characters: 2 with half blocks, else 1.
  public var heatRowsPerLine: Int { look.hasHalfBlocks ? 2 : 1 }

  /// Lines of characters for so many rows of a heat map.
  public func heatLines(forRows rows: Int) -> Int {
    (min(max(rows, 0), 1_000_000) + heatRowsPerLine - 1) / heatRowsPerLine
  }

  /// A grid of values, from the rectangle's top left, one column per character; what doesn't fit is left out.
  /// `ink` tells the role at (column, row): `.heat`, `.signed`, `.gate`, `.zero`, `.nan`, `.infinite`,
  /// `.below`, `.pending`.
  public mutating func heat(in rect: Rect, columns: Int, rows: Int, ink: (Int, Int) -> Role) {
    let size = Rect(x: rect.x, y: rect.y, width: columns, height: heatLines(forRows: rows))
    let area = size.intersection(rect).intersection(bounds)
    let inks = HeatInk(look: look)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let (column, row) = (x - rect.x, (y - rect.y) * heatRowsPerLine)
        let upper = ink(column, row).normalized
        if look.hasHalfBlocks {
          let lower = row + 1 < rows ? ink(column, row + 1).normalized : .background
          self[x, y] = Canvas.halves(upper, lower, inks)
        } else {
          self[x, y] = inks.glyph(upper)
        }
      }
    }
  }

  /// Two values in one character. Two alike that are no numbers keep their own glyph.
  private static func halves(_ upper: Role, _ lower: Role, _ inks: HeatInk) -> Glyph {
    if upper == lower || lower == .background, let special = inks.special(upper) {
      if lower != .background || upper == .pending { return special }
    }
    if upper == .background && lower == .background { return .blank }
    // The terminal's own background can't be a foreground: that half must lie behind.
    if upper == .pending || upper == .background {
      return Glyph("▄", Style(lower, on: .background))
    }
    return Glyph("▀", Style(upper, on: lower == .pending ? .background : lower))
  }
}
