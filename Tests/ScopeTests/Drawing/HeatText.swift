@testable import Scope

extension Canvas {
  /// The levels as text: per row of the heat map one line, `0`…`9` along a ramp, `a`…`j` for
  /// negative values, `z` zero, `N` NaN, `I` infinite, `_` below the scale, `-` pending, blank for anything else.
  func heatText(in rect: Rect) -> String {
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
