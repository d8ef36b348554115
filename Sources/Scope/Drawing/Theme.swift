/// What the terminal's own background is.
public enum Theme: String, Hashable, Sendable, CaseIterable {
  /// Light text on a dark background.
  case dark
  /// Dark text on a light background.
  case light

  /// The theme for a background.
  public init(background: RGB) { self = background.isLight ? .light : .dark }

  /// The theme that COLORFGBG tells, as rxvt, Konsole and others set it: `15;0`, or `0;default;15`. The last number is the
  /// background's index among 16 colours, of which 7 and those from 9 on are light. Nil if it tells none.
  public init?(colorFGBG: String) {
    guard let last = colorFGBG.split(separator: ";").last, let index = Int(last), (0...15).contains(index) else {
      return nil
    }
    self = index == 7 || index > 8 ? .light : .dark
  }
}
