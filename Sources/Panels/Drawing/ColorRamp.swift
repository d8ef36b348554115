/// A ramp of terminal colours for each depth. Luminance rises along it at every depth, so that neither the
/// colour-blind nor a grey projector loses the order.
public struct ColorRamp: Sendable {
  private let stops: [ColorDepth: [Int]]

  /// From the ideal colours, evenly spaced, and hand-picked indices where there are only 16 or 8.
  init(_ ideal: [UInt32], sixteen: [Int], eight: [Int]) {
    stops = [.twoFiftySix: ColorRamp.quantize(ideal.map(RGB.init(hex:))), .sixteen: sixteen, .eight: eight]
  }

  /// The colour indices from least to most; empty in monochrome.
  public func indices(at depth: ColorDepth) -> [Int] { stops[depth] ?? [] }

  /// The index for 0…1, or nil in monochrome.
  public func index(of value: Double, at depth: ColorDepth) -> Int? {
    let indices = indices(at: depth)
    guard !indices.isEmpty, !value.isNaN else { return nil }
    let position = min(max(value, 0), 1) * Double(indices.count - 1)
    return indices[Int(position.rounded())]
  }

  /// viridis (van der Walt and Smith 2015), for magnitudes.
  public static let heat = ColorRamp(
    [
      0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70, 0x7AD151, 0xBDDF26,
      0xFDE725,
    ], sixteen: [0, 4, 5, 6, 11, 15], eight: [0, 4, 5, 6, 3, 7])

  /// cividis (Nuñez, Anderton and Renslow 2018), for gates: not to be mistaken for a magnitude.
  public static let gate = ColorRamp(
    [0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46],
    sixteen: [4, 8, 7, 11], eight: [4, 6, 7])

  /// From dark to orange and light yellow: the positive half of the diverging ramp. Dark is zero, as in `heat`.
  public static let positive = ColorRamp(
    [0x1C1008, 0x5C2A06, 0x9A4A08, 0xD1701A, 0xF59B3C, 0xFFC778, 0xFFEFC8],
    sixteen: [0, 1, 3, 11], eight: [0, 1, 3])

  /// From dark to blue and light blue: the negative half.
  public static let negative = ColorRamp(
    [0x080F1C, 0x0A2F63, 0x12539F, 0x2A7CCB, 0x57A5EA, 0x97CBFA, 0xDCF0FF],
    sixteen: [0, 4, 6, 14], eight: [0, 4, 6])

  /// The nearest of xterm's 240 fixed colours along the ideal, those left out that would not rise in luminance.
  private static func quantize(_ ideal: [RGB]) -> [Int] {
    let steps = 48
    var indices: [Int] = []
    var luminance = -1.0
    for step in 0...steps {
      let position = Double(step) / Double(steps) * Double(ideal.count - 1)
      let i = min(Int(position), ideal.count - 2)
      let color = ideal[i].mixed(with: ideal[i + 1], position - Double(i))
      let nearest = (16...255).min { color.distance(to: RGB(xterm: $0)) < color.distance(to: RGB(xterm: $1)) }!
      if RGB(xterm: nearest).luminance > luminance {
        indices.append(nearest)
        luminance = RGB(xterm: nearest).luminance
      }
    }
    return indices
  }
}
