/// A colour as the terminal knows it.
public enum TerminalColor: Hashable, Sendable {
  /// The user's own foreground or background.
  case standard
  /// An index of the palette.
  case index(Int)

  /// As ncurses counts: −1 is the user's own.
  public var number: Int32 {
    switch self {
    case .standard: -1
    case .index(let index): Int32(index)
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

extension Role {
  /// The colour at a depth. Text keeps to middling colours, to be read on dark and on light backgrounds.
  public func color(at depth: ColorDepth) -> TerminalColor {
    guard depth > .none else { return .standard }
    func pick(_ full: Int, _ sixteen: Int, _ eight: Int) -> TerminalColor {
      .index(depth == .twoFiftySix ? full : depth == .sixteen ? sixteen : eight)
    }
    func ramp(_ ramp: ColorRamp, _ value: Double) -> TerminalColor {
      ramp.index(of: value, at: depth).map(TerminalColor.index) ?? Role.nan.color(at: depth)
    }
    switch self {
    case .text, .title, .background: return .standard
    case .dim: return depth == .eight ? .standard : pick(245, 8, 7)
    case .accent, .borderFocused: return pick(38, 6, 6)
    case .key: return pick(172, 3, 3)
    case .good: return pick(71, 2, 2)
    case .warning: return pick(178, 3, 3)
    case .danger: return pick(203, 9, 1)
    case .border: return depth == .eight ? .standard : pick(242, 8, 7)
    case .cursor: return pick(231, 15, 7)
    case .heat(let v): return ramp(.heat, v)
    case .gate(let v): return ramp(.gate, v)
    case .signed(let v): return v < 0 ? ramp(.negative, -v) : ramp(.positive, v)
    case .zero: return pick(236, 0, 0)
    case .nan: return pick(199, 13, 5)
    case .infinite: return pick(196, 9, 1)
    case .below: return pick(16, 0, 0)
    case .pending: return pick(239, 8, 7)
    case .series(let n):
      let full = [38, 208, 71, 170, 178, 245]
      let eight = [6, 3, 2, 5, 4, 7]
      let i = (n % 6 + 6) % 6
      return pick(full[i], eight[i], eight[i])
    }
  }

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
  /// The style at a depth; where there are no colours, attributes carry what they can.
  public func paint(at depth: ColorDepth) -> Paint {
    let mono = depth == .none
    let filled: Set<Role> = [.cursor, .danger, .nan, .infinite]
    let swapped = mono && filled.contains(background)
    return Paint(
      foreground: foreground.color(at: depth), background: background.color(at: depth),
      bold: bold || foreground == .title || (mono && foreground.isLoud),
      dim: !bold && depth <= .eight && foreground.isFaint,
      reverse: reverse != swapped, underline: underline)
  }
}
