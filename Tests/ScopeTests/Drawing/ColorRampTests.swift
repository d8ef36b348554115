import Testing

@testable import Scope

@Suite struct ColorRampTests {
  static let ramps: [ColorRamp] = [.heat, .gate, .positive, .negative]

  @Test(arguments: ramps.indices, [ColorDepth.eight, .sixteen, .twoFiftySix])
  func luminanceRises(ramp: Int, depth: ColorDepth) {
    let luminances = Self.ramps[ramp].indices(at: depth).map { RGB(xterm: $0).luminance }
    for (darker, lighter) in zip(luminances, luminances.dropFirst()) { #expect(darker < lighter) }
    #expect(luminances.count >= (depth == .twoFiftySix ? 10 : 3))
  }

  @Test func eachDepthKeepsToItsColors() {
    for ramp in Self.ramps {
      #expect(ramp.indices(at: .none).isEmpty)
      #expect(ramp.indices(at: .eight).allSatisfy { (0..<8).contains($0) })
      #expect(ramp.indices(at: .sixteen).allSatisfy { (0..<16).contains($0) })
      // The first 16 follow the user's theme; their luminance is not known.
      #expect(ramp.indices(at: .twoFiftySix).allSatisfy { (16..<256).contains($0) })
    }
  }

  @Test func endsAndBeyond() {
    #expect(ColorRamp.heat.index(of: 0, at: .twoFiftySix) == 53)
    #expect(ColorRamp.heat.index(of: 1, at: .twoFiftySix) == 227)
    #expect(ColorRamp.heat.index(of: -7, at: .twoFiftySix) == 53)
    #expect(ColorRamp.heat.index(of: .infinity, at: .twoFiftySix) == 227)
    #expect(ColorRamp.heat.index(of: .nan, at: .twoFiftySix) == nil)
    #expect(ColorRamp.heat.index(of: 0.5, at: .none) == nil)
  }

  @Test func signsAreAsLightAsEachOther() {
    let positive = ColorRamp.positive.indices(at: .twoFiftySix)
    let negative = ColorRamp.negative.indices(at: .twoFiftySix)
    #expect(positive.count == negative.count)
    for (p, n) in zip(positive, negative) {
      #expect(abs(RGB(xterm: p).luminance - RGB(xterm: n).luminance) < 0.12)
    }
  }

  @Test(arguments: [ColorDepth.eight, .sixteen, .twoFiftySix])
  func whatIsNoNumberHasAColorOfItsOwn(depth: ColorDepth) {
    #expect(Role.nan.color(at: depth) != Role.infinite.color(at: depth))
    guard depth == .twoFiftySix else { return }
    let special = [Role.zero, .nan, .infinite, .below].map { $0.color(at: depth) }
    #expect(Set(special).count == special.count)
    for index in ColorRamp.heat.indices(at: depth) { #expect(!special.contains(.index(index))) }
  }

  @Test func monochromeUsesAttributesOnly() {
    let roles: [Role] = [.text, .title, .danger, .heat(0.5), .signed(-1), .gate(1), .series(2), .cursor, .nan]
    for role in roles { #expect(role.color(at: .none) == .standard) }
    #expect(Style(.danger).paint(at: .none).bold)
    #expect(Style(.text, on: .cursor).paint(at: .none).reverse)
    #expect(!Style(.text, on: .cursor).paint(at: .twoFiftySix).reverse)
  }
}
