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

  /// The levels as text, for tests: per row of the heat map one line, `0`…`9` along a ramp, `a`…`j` for
  /// negative values, `z` zero, `N` NaN, `I` infinite, `_` below the scale, `-` pending, blank for anything else.
  public func heatText(in rect: Rect) -> String {
    let area = rect.intersection(bounds)
    var lines: [String] = []
    for y in area.y..<area.maxY {
      let row = (area.x..<area.maxX).map { self[$0, y] }
      lines.append(String(row.map { Canvas.digit($0, upper: true) }))
      if look.hasHalfBlocks { lines.append(String(row.map { Canvas.digit($0, upper: false) })) }
    }
    return lines.joined(separator: "\n")
  }

  private static func digit(_ glyph: Glyph, upper: Bool) -> Character {
    let style = glyph.style
    let role: Role
    switch glyph.scalar {
    case "▀": role = upper ? style.foreground : style.background
    case "▄": role = upper ? style.background : style.foreground
    default:
      switch style.background {
      case .background: role = style.foreground
      case .heat(let from), .signed(let from), .gate(let from): role = between(style, from, glyph.scalar)
      default: role = style.background
      }
    }
    switch role {
    case .zero: return "z"
    case .nan: return "N"
    case .infinite: return "I"
    case .below: return "_"
    case .pending: return "-"
    default:
      guard let level = HeatInk.level(of: role) else { return " " }
      let digits = Array(level.isNegative ? "abcdefghij" : "0123456789")
      return digits[HeatInk.step(level.value, of: 10)]
    }
  }

  /// The value that a shade over a background stands for.
  private static func between(_ style: Style, _ from: Double, _ shade: Unicode.Scalar) -> Role {
    let share: Double =
      switch shade {
      case "░": 0.25
      case "▒": 0.5
      case "▓": 0.75
      default: 0
      }
    return switch style.foreground {
    case .heat(let to): .heat(from + (to - from) * share)
    case .gate(let to): .gate(from + (to - from) * share)
    case .signed(let to): .signed(from + (to - from) * share)
    default: style.background
    }
  }
}
