/// A colour, sRGB in 0…1.
public struct RGB: Hashable, Sendable {
  /// The components.
  public let red: Double
  /// See `red`.
  public let green: Double
  /// See `red`.
  public let blue: Double

  /// A colour of these components.
  public init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// A colour of xterm's palette: 16 that most terminals let the user choose, a cube, and greys.
  public init(xterm index: Int) {
    let hex: Int
    switch index {
    case 16...231:
      let levels = [0, 95, 135, 175, 215, 255]
      let n = index - 16
      hex = levels[n / 36] << 16 | levels[n / 6 % 6] << 8 | levels[n % 6]
    case 232...255: hex = (8 + (index - 232) * 10) * 0x010101
    case 0...15:
      hex =
        [
          0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
          0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ][index]
    default: fatalError("no colour \(index) among xterm's 256")
    }
    func part(_ shift: Int) -> Double { Double(hex >> shift & 0xFF) / 255 }
    self.init(red: part(16), green: part(8), blue: part(0))
  }

  /// `0xRRGGBB`.
  public var number: Int {
    [red, green, blue].reduce(0) { $0 << 8 | Int((min(max($1, 0), 1) * 255).rounded()) }
  }

  /// Whether dark text is read better on it than light text.
  public var isLight: Bool { 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 }
}
