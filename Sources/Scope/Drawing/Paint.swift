/// A colour as the terminal knows it.
public enum TerminalColor: Hashable, Sendable {
  /// The user's own foreground or background.
  case standard
  /// An index of the palette.
  case index(Int)

  /// As ncurses counts: −1 is the user's own. Where colours are direct, it is 0xRRGGBB; the least numbers are indices
  /// there too, as many as 256, and are kept clear of by a trace of green.
  public func number(isDirect: Bool = false) -> Int32 {
    switch self {
    case .standard: return -1
    case .index(let index):
      guard isDirect else { return Int32(index) }
      let number = RGB(xterm: index).number
      return Int32(number < 0x100 ? number | 0x100 : number)
    }
  }
}

/// A style as the terminal can show it.
public struct Paint: Hashable, Sendable {
  /// The glyph's colour.
  public let foreground: TerminalColor
  /// The colour behind it.
  public let background: TerminalColor
  /// Bold.
  public let bold: Bool
  /// Fainter, where the terminal can.
  public let dim: Bool
  /// Colours swapped.
  public let reverse: Bool
  /// Underlined.
  public let underline: Bool
}

/// A role's colours on one background: an index for each depth; nil is the terminal's own foreground.
private struct Inks {
  let full: Int
  let sixteen: Int?
  let eight: Int?

  init(_ full: Int, _ sixteen: Int?, _ eight: Int?) { (self.full, self.sixteen, self.eight) = (full, sixteen, eight) }

  func color(at depth: ColorDepth) -> TerminalColor {
    let index: Int? =
      switch depth {
      case .none: nil
      case .eight: eight
      case .sixteen: sixteen
      case .twoFiftySix: full
      }
    return index.map(TerminalColor.index) ?? .standard
  }
}

extension Role {
  /// The colour on a terminal. On the backgrounds that are in use, dark or light, text has a contrast of 4.5:1 at least
  /// where there are 256 colours, and marks have 3:1 (WCAG 2.2).
  public func color(on look: Look) -> TerminalColor {
    guard look.colors > .none else { return .standard }
    func pick(_ dark: Inks, _ light: Inks) -> TerminalColor {
      (look.theme == .light ? light : dark).color(at: look.colors)
    }
    func ramp(_ ramp: ColorRamp, _ value: Double) -> TerminalColor {
      ramp.index(of: value, on: look).map(TerminalColor.index) ?? Role.nan.color(on: look)
    }
    switch self {
    case .text, .title, .background: return .standard
    case .dim: return pick(Inks(247, 8, nil), Inks(241, 8, nil))
    case .accent, .borderFocused: return pick(Inks(74, 6, 6), Inks(25, 4, 4))
    case .key: return pick(Inks(214, 3, 3), Inks(94, 5, 5))
    case .good: return pick(Inks(79, 2, 2), Inks(23, 4, 4))
    case .warning: return pick(Inks(220, 3, 3), Inks(94, 5, 5))
    case .danger: return pick(Inks(209, 9, 1), Inks(124, 1, 1))
    case .border, .pending: return pick(Inks(245, 8, nil), Inks(243, 8, nil))
    case .cursor: return pick(Inks(231, 15, 7), Inks(16, 0, 0))
    case .heat(let v): return ramp(.heat, v)
    case .gate(let v): return ramp(.gate, v)
    case .signed(let v): return v < 0 ? ramp(.negative, -v) : ramp(.positive, v)
    case .zero: return pick(Inks(236, 0, 0), Inks(250, 7, 7))
    case .nan: return pick(Inks(199, 13, 5), Inks(169, 13, 5))
    case .infinite: return pick(Inks(165, 9, 1), Inks(165, 9, 1))
    case .onLoud: return pick(Inks(16, 0, 0), Inks(16, 0, 0))
    case .below: return pick(Inks(16, 0, 0), Inks(231, 15, 7))
    case .series(let n):
      let i = (n % 6 + 6) % 6
      return pick(Role.seriesOnDark[i], Role.seriesOnLight[i])
    }
  }

  /// After Okabe and Ito (2008): sky blue, orange, bluish green, reddish purple, yellow, vermilion; as light as text on
  /// dark must be.
  private static let seriesOnDark = [
    Inks(75, 6, 6), Inks(214, 3, 3), Inks(79, 2, 2), Inks(182, 5, 5), Inks(227, 11, 7), Inks(209, 9, 1),
  ]

  /// The same as dark as text on light must be, where yellow can't be seen: blue, brown, teal, purple, dark red, black.
  private static let seriesOnLight = [
    Inks(26, 4, 4), Inks(94, 5, 5), Inks(23, 6, 6), Inks(90, 13, 2), Inks(88, 1, 1), Inks(16, 0, 0),
  ]

  fileprivate var isFaint: Bool {
    switch self {
    case .dim, .border, .zero, .pending: true
    default: false
    }
  }

  fileprivate var isLoud: Bool {
    switch self {
    case .title, .danger, .warning, .borderFocused, .key, .accent, .nan, .infinite: true
    default: false
    }
  }
}

extension Style {
  /// The style on a terminal; where there are no colours, attributes carry what they can.
  public func paint(on look: Look) -> Paint {
    let mono = look.colors == .none
    let filled: Set<Role> = [.cursor, .danger, .nan, .infinite]
    let swapped = mono && filled.contains(background)
    return Paint(
      foreground: foreground.color(on: look), background: background.color(on: look),
      bold: bold || foreground == .title || (mono && foreground.isLoud),
      dim: !bold && look.colors <= .eight && foreground.isFaint,
      reverse: reverse != swapped, underline: underline)
  }
}
