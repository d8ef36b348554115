import Testing

@testable import Scope

@Suite struct PaintTests {
  /// Backgrounds in use: plain, and those of editors' and terminals' well-known themes.
  static let backgrounds: [Theme: [RGB]] = [
    .dark: [0x000000, 0x1E1E1E, 0x002B36, 0x282A36, 0x2E3436].map { RGB($0) },
    .light: [0xFFFFFF, 0xFDF6E3, 0xFBF1C7].map { RGB($0) },
  ]
  static let looks = Theme.allCases.map { Look(theme: $0) }

  static func color(_ role: Role, _ look: Look) throws -> RGB {
    guard case .index(let index) = role.color(on: look) else { throw Missing(role: role) }
    return RGB(xterm: index)
  }
  struct Missing: Error { let role: Role }

  static func contrasts(_ role: Role, _ look: Look) throws -> [Double] {
    let color = try color(role, look)
    return backgrounds[look.theme]!.map { color.contrast(to: $0) }
  }

  @Test(arguments: looks)
  func textIsRead(look: Look) throws {
    let roles: [Role] = [.dim, .accent, .key, .good, .warning, .danger, .cursor] + (0..<6).map(Role.series)
    for role in roles {
      let worst = try Self.contrasts(role, look).min()!
      #expect(worst >= 4.5, "\(role): \(worst)")
    }
    // The terminal's own text on its own background is the user's choice.
    for role in [Role.text, .title, .background] { #expect(role.color(on: look) == .standard) }
    for role in [Role.nan, .infinite] {
      #expect(try Self.color(.onLoud, look).contrast(to: Self.color(role, look)) >= 4.5)
    }
  }

  @Test(arguments: looks)
  func marksAreSeen(look: Look) throws {
    for role in [Role.border, .borderFocused, .pending, .nan, .infinite] {
      let worst = try Self.contrasts(role, look).min()!
      #expect(worst >= 3, "\(role): \(worst)")
    }
    #expect(try Self.color(.dim, look).contrast(to: Self.color(.zero, look)) >= 3)
  }

  /// Where a value is ink, it must be seen on the plainest background.
  @Test(arguments: looks)
  func thinInkOfRampsIsSeen(look: Look) throws {
    var canvas = Canvas(width: 99, height: 1, look: Look(unicode: false, theme: look.theme))
    for role in [Role.heat, Role.gate, Role.signed, { .signed(-$0) }] as [(Double) -> Role] {
      canvas.heat(in: canvas.bounds, columns: 99, rows: 1) { column, _ in role(Double(column + 1) / 99) }
      for x in 0..<99 {
        let worst = try Self.color(canvas[x, 0].style.foreground, look).contrast(to: Self.backgrounds[look.theme]![0])
        #expect(worst >= 3, "\(canvas[x, 0].style.foreground)")
      }
    }
  }

  @Test(arguments: looks)
  func linesAreToldApartByAllEyes(look: Look) throws {
    let colors = try (0..<6).map { try Self.color(.series($0), look) }
    for eyes in Eyes.allCases {
      for i in 0..<6 {
        for j in 0..<i { #expect(eyes.difference(colors[i], colors[j]) >= 15, "\(eyes): \(j), \(i)") }
      }
    }
  }

  @Test(arguments: Look.all.filter { $0.colors > .none })
  func whatIsNoNumberHasAColorOfItsOwn(look: Look) {
    #expect(Role.nan.color(on: look) != Role.infinite.color(on: look))
    guard look.colors == .twoFiftySix else { return }
    let special = [Role.zero, .nan, .infinite, .below].map { $0.color(on: look) }
    #expect(Set(special).count == special.count)
    for ramp in [ColorRamp.heat, .positive, .negative] {
      for index in ramp.indices(on: look) { #expect(!special.contains(.index(index))) }
    }
  }

  /// Their glyphs tell them apart, too; a map of many values shows them as colours alone.
  @Test(arguments: looks)
  func whatIsNoNumberIsToldApartByAllEyes(look: Look) throws {
    let (nan, infinite) = (try Self.color(.nan, look), try Self.color(.infinite, look))
    for eyes in Eyes.allCases {
      #expect(eyes.difference(nan, infinite) >= 10, "\(eyes)")
      for ramp in ColorRampTests.ramps {
        for index in ramp.indices(on: look) {
          let step = RGB(xterm: index)
          #expect(eyes.difference(nan, step) >= 10, "\(eyes): NaN, \(index)")
          #expect(eyes.difference(infinite, step) >= 10, "\(eyes): ∞, \(index)")
        }
      }
    }
  }

  @Test func monochromeUsesAttributesOnly() {
    let mono = Look(colors: .none)
    let roles: [Role] = [.text, .title, .danger, .heat(0.5), .signed(-1), .gate(1), .series(2), .cursor, .nan]
    for role in roles { #expect(role.color(on: mono) == .standard) }
    #expect(Style(.danger).paint(on: mono).bold)
    #expect(Style(.text, on: .cursor).paint(on: mono).reverse)
    #expect(!Style(.text, on: .cursor).paint(on: Look()).reverse)
  }

  @Test func theBackgroundDecidesTheTheme() {
    for (theme, colors) in Self.backgrounds {
      for color in colors { #expect(Theme(background: color) == theme) }
    }
    for (text, theme) in [
      ("15;0", Theme.dark), ("0;15", .light), ("0;default;15", .light), ("7;0", .dark), ("0;7", .light),
      ("15;8", .dark),
    ] {
      #expect(Theme(colorFGBG: text) == theme, "\(text)")
    }
    for text in ["", ";", "15;default", "0;16", "0;-1", "white"] { #expect(Theme(colorFGBG: text) == nil, "\(text)") }
  }

  @Test func thePaletteIsXterms() {
    for (index, number) in [
      (0, 0), (1, 0xCD0000), (15, 0xFFFFFF), (16, 0), (67, 0x5F87AF), (231, 0xFFFFFF), (232, 0x080808), (255, 0xEEEEEE),
    ] {
      #expect(RGB(xterm: index).number == number)
    }
  }
}
