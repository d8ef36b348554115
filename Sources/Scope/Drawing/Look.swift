/// How many colours a terminal can show, from none to the 256 of xterm.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// Monochrome: bold, reverse and underline only.
  case none
  /// The 8 ANSI colours.
  case eight
  /// The 8 ANSI colours and their bright forms.
  case sixteen
  /// xterm's palette: a 6×6×6 cube and 24 greys, the same on every terminal.
  case twoFiftySix

  /// Fewer colours are less.
  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// What the terminal can show. Panels ask it where a picture must differ, not what terminal it is.
public struct Look: Hashable, Sendable {
  /// How many colours there are.
  public var colors: ColorDepth
  /// Whether there is more than ASCII: block, box and braille glyphs, Greek letters, ∂.
  public var unicode: Bool
  /// Which background the colours are for.
  public var theme: Theme

  /// A look with these abilities; the best by default, on a dark background.
  public init(colors: ColorDepth = .twoFiftySix, unicode: Bool = true, theme: Theme = .dark) {
    self.colors = colors
    self.unicode = unicode
    self.theme = theme
  }

  /// Whether a heat map puts two rows into a character: ▀, the upper in the foreground, the lower behind.
  public var hasHalfBlocks: Bool { unicode && colors == .twoFiftySix }

  /// Every look there is, for tests that sweep them.
  public static var all: [Look] {
    ColorDepth.allCases.flatMap { colors in
      [true, false].flatMap { unicode in
        Theme.allCases.map { Look(colors: colors, unicode: unicode, theme: $0) }
      }
    }
  }
}
