/// What a colour means; the terminal decides what it looks like (`Role.color(on:)`).
public enum Role: Hashable, Sendable {
  /// Plain text, in the terminal's own colour.
  case text
  /// Text that steps back.
  case dim
  /// A heading.
  case title
  /// What the eye should find first.
  case accent
  /// As it should be.
  case good
  /// Worth a look.
  case warning
  /// Broken.
  case danger
  /// A panel's frame.
  case border
  /// The frame of the panel in focus.
  case borderFocused
  /// The cursor on t.
  case cursor
  /// A key's name in the footer and in the help.
  case key
  /// A magnitude, 0…1 of the fixed scale.
  case heat(Double)
  /// A signed value, −1…1, the background's own around zero.
  case signed(Double)
  /// A gate's activation, linear, 0…1.
  case gate(Double)
  /// Exactly zero.
  case zero
  /// Not a number.
  case nan
  /// +∞ or −∞.
  case infinite
  /// A glyph on `nan` or `infinite`.
  case onLoud
  /// Smaller than the scale shows, but not zero.
  case below
  /// Not yet swept by BPTT.
  case pending
  /// A line in a plot, 0…5.
  case series(Int)
  /// The terminal's own background.
  case background

  /// The role with NaN, ±∞ and values beyond the ramp told apart, so that equal pictures compare equal.
  public var normalized: Role {
    switch self {
    case .heat(let v): Role.onRamp(v, 0...1, Role.heat)
    case .gate(let v): Role.onRamp(v, 0...1, Role.gate)
    case .signed(let v): Role.onRamp(v, -1...1, Role.signed)
    default: self
    }
  }

  private static func onRamp(_ v: Double, _ range: ClosedRange<Double>, _ role: (Double) -> Role) -> Role {
    if v.isNaN { return .nan }
    if v.isInfinite { return .infinite }
    return role(min(max(v, range.lowerBound), range.upperBound))
  }
}

/// How a glyph is drawn: colours by role, and attributes that monochrome terminals have too.
public struct Style: Hashable, Sendable {
  /// The glyph's colour.
  public var foreground: Role
  /// The colour behind it.
  public var background: Role
  /// Bold.
  public var bold: Bool
  /// Foreground and background change places.
  public var reverse: Bool
  /// Underlined.
  public var underline: Bool

  /// A style; plain text by default.
  public init(
    _ foreground: Role = .text, on background: Role = .background, bold: Bool = false, reverse: Bool = false,
    underline: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.reverse = reverse
    self.underline = underline
  }

  /// Plain text.
  public static let plain = Style()

  var normalized: Style {
    var style = self
    style.foreground = foreground.normalized
    style.background = background.normalized
    return style
  }
}
