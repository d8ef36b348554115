/// A ramp of terminal colours for each depth. Luminance rises along it at every depth, so that neither the
/// colour-blind nor a grey projector loses the order.
///
/// The indices are picked by hand: of the few colours that xterm has in the dark, the nearest ones jump in hue.
public struct ColorRamp: Sendable {
  private let twoFiftySix: [Int]
  private let sixteen: [Int]
  private let eight: [Int]

  /// The colour indices from least to most; empty in monochrome.
  public func indices(at depth: ColorDepth) -> [Int] {
    switch depth {
    case .none: []
    case .eight: eight
    case .sixteen: sixteen
    case .twoFiftySix: twoFiftySix
    }
  }

  /// The index for 0…1, or nil in monochrome and for NaN.
  public func index(of value: Double, at depth: ColorDepth) -> Int? {
    let indices = indices(at: depth)
    guard !indices.isEmpty, !value.isNaN else { return nil }
    let position = min(max(value, 0), 1) * Double(indices.count - 1)
    return indices[Int(position.rounded())]
  }

  /// After viridis (van der Walt and Smith 2015), for magnitudes: purple, blue, green, yellow.
  public static let heat = ColorRamp(
    twoFiftySix: [53, 54, 55, 24, 25, 31, 36, 42, 78, 113, 149, 185, 221, 227],
    sixteen: [0, 4, 5, 6, 11, 15], eight: [0, 4, 5, 6, 3, 7])

  /// After cividis (Nuñez, Anderton and Renslow 2018), for gates: blue, grey, yellow.
  public static let gate = ColorRamp(
    twoFiftySix: [17, 18, 24, 60, 102, 143, 179, 185, 221, 227],
    sixteen: [4, 8, 7, 11], eight: [4, 6, 7])

  /// The positive half of the diverging ramp: dark at zero, orange, light yellow.
  public static let positive = ColorRamp(
    twoFiftySix: [233, 52, 88, 94, 130, 166, 172, 208, 214, 221, 229],
    sixteen: [0, 1, 3, 11], eight: [0, 1, 3])

  /// The negative half: dark at zero, blue, light blue; as light as the positive one at the same magnitude.
  public static let negative = ColorRamp(
    twoFiftySix: [233, 18, 19, 25, 26, 32, 33, 39, 75, 117, 195],
    sixteen: [0, 4, 6, 14], eight: [0, 4, 6])
}
