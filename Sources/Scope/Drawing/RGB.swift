/// An sRGB colour, 0…1 each.
public struct RGB: Hashable, Sendable {
  /// Red.
  public let red: Double
  /// Green.
  public let green: Double
  /// Blue.
  public let blue: Double

  /// From 0…1.
  public init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From 0xRRGGBB.
  init(hex: UInt32) {
    self.init(
      Double(hex >> 16 & 0xFF) / 255, Double(hex >> 8 & 0xFF) / 255, Double(hex & 0xFF) / 255)
  }

  /// Relative luminance Y of linear light (IEC 61966-2-1), with the exponent taken as 2, which keeps the order.
  public var luminance: Double { 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue }

  /// The colour `fraction` of the way to another.
  func mixed(with other: RGB, _ fraction: Double) -> RGB {
    RGB(
      red + (other.red - red) * fraction, green + (other.green - green) * fraction,
      blue + (other.blue - blue) * fraction)
  }

  /// "Redmean" distance, squared: cheap, and near enough to what the eye says.
  func distance(to other: RGB) -> Double {
    let mean = (red + other.red) / 2
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return (2 + mean) * r * r + 4 * g * g + (3 - mean) * b * b
  }

  /// What xterm shows for an index of its 256 colours; the first 16 are its defaults, and themes change them.
  public init(xterm index: Int) {
    switch index {
    case 16...231:
      let levels: [Double] = [0, 95, 135, 175, 215, 255]
      let n = index - 16
      self.init(levels[n / 36] / 255, levels[n / 6 % 6] / 255, levels[n % 6] / 255)
    case 232...255:
      let grey = Double(8 + (index - 232) * 10) / 255
      self.init(grey, grey, grey)
    default:
      let ansi: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
      ]
      self.init(hex: ansi[min(max(index, 0), 15)])
    }
  }
}
