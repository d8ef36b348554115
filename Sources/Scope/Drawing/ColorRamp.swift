/// A ramp of terminal colours for each depth and background. Luminance goes one way along it: up on a dark background,
/// down on a light one, so that what is small steps back and neither the colour-blind nor a grey projector loses the
/// order.
///
/// Of xterm's palette those are chosen by computation that follow the curve named in as many steps as stay apart by
/// ΔE*ab ≥ 10 (CIE 1976) from one to the next, to common eyes and under protanopia, deuteranopia and tritanopia (Machado,
/// Oliveira and Fernandes 2009, severity 1).
public struct ColorRamp: Sendable {
  private struct Steps {
    let twoFiftySix: [Int]
    let sixteen: [Int]
    let eight: [Int]
  }

  private let dark: Steps
  private let light: Steps

  /// The colour indices from least to most; empty in monochrome.
  public func indices(on look: Look) -> [Int] {
    let steps = look.theme == .light ? light : dark
    return switch look.colors {
    case .none: []
    case .eight: steps.eight
    case .sixteen: steps.sixteen
    case .twoFiftySix: steps.twoFiftySix
    }
  }

  /// The index for 0…1, or nil in monochrome and for NaN.
  public func index(of value: Double, on look: Look) -> Int? {
    let indices = indices(on: look)
    guard !indices.isEmpty, !value.isNaN else { return nil }
    let position = min(max(value, 0), 1) * Double(indices.count - 1)
    return indices[Int(position.rounded())]
  }

  /// After viridis (van der Walt and Smith 2015), for magnitudes: purple, blue, green, yellow.
  public static let heat = ColorRamp(
    dark: Steps(
      twoFiftySix: [53, 54, 24, 30, 36, 107, 113, 184, 228],
      sixteen: [0, 4, 5, 6, 11, 15], eight: [0, 4, 5, 6, 3, 7]),
    light: Steps(
      twoFiftySix: [228, 184, 113, 107, 36, 30, 24, 54, 53],
      sixteen: [15, 11, 6, 5, 4, 0], eight: [7, 3, 6, 5, 4, 0]))

  /// After cividis (Nuñez, Anderton and Renslow 2018), for gates: blue, grey, yellow.
  public static let gate = ColorRamp(
    dark: Steps(
      twoFiftySix: [18, 24, 241, 244, 247, 143, 185, 228],
      sixteen: [4, 8, 7, 11], eight: [4, 6, 7]),
    light: Steps(
      twoFiftySix: [230, 222, 185, 143, 102, 242, 24, 18],
      sixteen: [11, 7, 8, 4], eight: [7, 6, 4]))

  /// The positive half of the diverging ramp: the background's own at zero, then orange.
  public static let positive = ColorRamp(
    dark: Steps(
      twoFiftySix: [234, 52, 88, 160, 202, 209, 222, 229],
      sixteen: [0, 1, 3, 11], eight: [0, 1, 3]),
    light: Steps(
      twoFiftySix: [254, 223, 215, 209, 202, 160, 88, 52],
      sixteen: [15, 11, 3, 1], eight: [7, 3, 1]))

  /// The negative half, blue; as light as the positive one at the same magnitude.
  public static let negative = ColorRamp(
    dark: Steps(
      twoFiftySix: [234, 18, 55, 26, 32, 75, 153, 195],
      sixteen: [0, 4, 6, 14], eight: [0, 4, 6]),
    light: Steps(
      twoFiftySix: [254, 153, 146, 39, 32, 25, 55, 18],
      sixteen: [15, 14, 6, 4], eight: [7, 6, 4]))
}
