import Foundation
import Scope

/// Eyes that see a colour, as Machado, Oliveira and Fernandes 2009 model them at severity 1: a matrix over linear RGB.
enum Eyes: CaseIterable {
  case common, protanopia, deuteranopia, tritanopia

  /// Row by row.
  private var matrix: [[Double]] {
    switch self {
    case .common: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// CIE L*a*b* (D65) of the colour as these eyes see it.
  func lab(_ color: RGB) -> [Double] {
    let seen = matrix.map { row in min(1, max(0, zip(row, color.linear).map(*).reduce(0, +))) }
    let toXYZ = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041],
    ]
    let f = toXYZ.map { row -> Double in
      let share = zip(row, seen).map(*).reduce(0, +) / row.reduce(0, +)
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  /// ΔE*ab of 1976.
  func difference(_ a: RGB, _ b: RGB) -> Double {
    zip(lab(a), lab(b)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }
}

extension RGB {
  /// The components without sRGB's curve (IEC 61966-2-1).
  var linear: [Double] { [red, green, blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) } }

  /// Relative luminance, 0…1.
  var luminance: Double { zip([0.2126, 0.7152, 0.0722], linear).map(*).reduce(0, +) }

  /// The contrast of two colours, 1…21 (WCAG 2.2).
  func contrast(to other: RGB) -> Double {
    let (a, b) = (luminance + 0.05, other.luminance + 0.05)
    return max(a, b) / min(a, b)
  }

  /// `0xRRGGBB`.
  init(_ hex: Int) {
    self.init(red: Double(hex >> 16) / 255, green: Double(hex >> 8 & 0xFF) / 255, blue: Double(hex & 0xFF) / 255)
  }
}
