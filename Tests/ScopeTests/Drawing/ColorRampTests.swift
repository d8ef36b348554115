import Testing

@testable import Scope

@Suite struct ColorRampTests {
  static let ramps: [ColorRamp] = [.heat, .gate, .positive, .negative]
  static let looks = Look.all.filter { $0.colors > .none && $0.unicode }
  static let fullLooks = looks.filter { $0.colors == .twoFiftySix }

  @Test(arguments: ramps.indices, looks)
  func luminanceGoesOneWay(ramp: Int, look: Look) {
    let luminances = Self.ramps[ramp].indices(on: look).map { RGB(xterm: $0).luminance }
    for (last, next) in zip(luminances, luminances.dropFirst()) {
      #expect(look.theme == .dark ? last < next : last > next)
    }
    #expect(luminances.count >= (look.colors == .twoFiftySix ? 8 : 3))
  }

  @Test(arguments: ramps.indices, fullLooks)
  func neighboursAreToldApartByAllEyes(ramp: Int, look: Look) {
    let colors = Self.ramps[ramp].indices(on: look).map { RGB(xterm: $0) }
    for eyes in Eyes.allCases {
      for (a, b) in zip(colors, colors.dropFirst()) {
        #expect(eyes.difference(a, b) >= 10, "\(eyes): \(a), \(b)")
        #expect((eyes.lab(b)[0] > eyes.lab(a)[0]) == (look.theme == .dark), "\(eyes): \(a), \(b)")
      }
    }
  }

  @Test(arguments: fullLooks)
  func signsAreToldApartByAllEyes(look: Look) {
    let (positive, negative) = (ColorRamp.positive.indices(on: look), ColorRamp.negative.indices(on: look))
    #expect(positive.count == negative.count && positive[0] == negative[0])
    for (p, n) in zip(positive, negative).dropFirst() {
      for eyes in Eyes.allCases { #expect(eyes.difference(RGB(xterm: p), RGB(xterm: n)) >= 10, "\(eyes): \(p), \(n)") }
      #expect(abs(RGB(xterm: p).luminance - RGB(xterm: n).luminance) < 0.12)
    }
  }

  @Test func eachDepthKeepsToItsColors() {
    for ramp in Self.ramps {
      for look in Look.all {
        let indices = ramp.indices(on: look)
        switch look.colors {
        case .none: #expect(indices.isEmpty)
        case .eight: #expect(indices.allSatisfy { (0..<8).contains($0) })
        case .sixteen: #expect(indices.allSatisfy { (0..<16).contains($0) })
        // The first 16 follow the user's choice; their luminance is not known.
        case .twoFiftySix: #expect(indices.allSatisfy { (16..<256).contains($0) })
        }
      }
    }
  }

  @Test(arguments: fullLooks)
  func endsAndBeyond(look: Look) {
    let (first, last) = (ColorRamp.heat.indices(on: look).first, ColorRamp.heat.indices(on: look).last)
    #expect([0, -7, -.infinity].allSatisfy { ColorRamp.heat.index(of: $0, on: look) == first })
    #expect([1, 9, .infinity].allSatisfy { ColorRamp.heat.index(of: $0, on: look) == last })
    #expect(ColorRamp.heat.index(of: .nan, on: look) == nil)
    #expect(ColorRamp.heat.index(of: 0.5, on: Look(colors: .none)) == nil)
  }
}
