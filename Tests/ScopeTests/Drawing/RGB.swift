/// xterm's palette, as sRGB in 0…1.
struct RGB {
  let red: Double
  let green: Double
  let blue: Double

  init(xterm index: Int) {
    func byte(_ n: Int) -> Double { Double(n) / 255 }
    switch index {
    case 16...231:
      let levels = [0, 95, 135, 175, 215, 255]
      let n = index - 16
      (red, green, blue) = (byte(levels[n / 36]), byte(levels[n / 6 % 6]), byte(levels[n % 6]))
    case 232...255:
      let grey = byte(8 + (index - 232) * 10)
      (red, green, blue) = (grey, grey, grey)
    default:
      let ansi = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
      ]
      let hex = ansi[index]
      (red, green, blue) = (byte(hex >> 16), byte(hex >> 8 & 0xFF), byte(hex & 0xFF))
    }
  }

  /// Relative luminance, IEC 61966-2-1, its piecewise curve taken as a square: the order of our colours is the same.
  var luminance: Double { 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue }
}
