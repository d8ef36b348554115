import Testing

@testable import Scope

@Suite struct HeatTests {
  /// Two rows up the ramp, and one of what is no number on it.
  static func ink(column: Int, row: Int) -> Role {
    if row == 2 { return [.zero, .nan, .infinite, .below, .pending, .heat(0.999)][column] }
    return .heat((Double(column) + Double(row) / 2) / 5.5)
  }

  static func picture(_ look: Look) -> Canvas {
    var canvas = Canvas(width: 6, height: 3, look: look)
    canvas.heat(in: canvas.bounds, columns: 6, rows: 3, ink: ink)
    return canvas
  }

  @Test func halfBlocksHoldTwoRows() {
    let canvas = Self.picture(Look(colors: .twoFiftySix))
    #expect(canvas.heatRowsPerLine == 2)
    #expect(canvas.text == "▀▀▀▀▀▀\n▀▀▀▀╌▀\n")
    #expect(canvas.heatText(in: canvas.bounds).hasPrefix("013579\n024689\nzNI_-9\n"))
  }

  @Test func twoAlikeKeepTheirGlyph() {
    var canvas = Canvas(width: 5, height: 1)
    canvas.heat(in: canvas.bounds, columns: 5, rows: 2) { column, _ in
      [.zero, .nan, .infinite, .below, .pending][column]
    }
    #expect(canvas.text == "·?∞ ╌")
    #expect(canvas.heatText(in: canvas.bounds) == "zNI_-\nzNI_-")
  }

  @Test func aPendingHalfLeavesTheTerminalsBackground() {
    var canvas = Canvas(width: 2, height: 1)
    canvas.heat(in: canvas.bounds, columns: 2, rows: 2) { column, row in
      column == row ? .pending : .heat(0.5)
    }
    #expect(canvas.text == "▄▀")
    #expect(canvas[0, 0].style == Style(.heat(0.5), on: .background))
    #expect(canvas[1, 0].style == Style(.heat(0.5), on: .background))
  }

  @Test func monochromeShades() {
    #expect(Self.picture(Look(colors: .none, unicode: true)).text == "░░▒▓▓█\n░▒▒▓██\n·?∞ ╌█")
  }

  @Test func asciiShades() {
    let canvas = Self.picture(Look(colors: .none, unicode: false))
    #expect(canvas.heatRowsPerLine == 1)
    #expect(canvas.text == ".:=+#@\n.;+*%@\n0?I -@")
  }

  @Test func signsHaveGlyphsOfTheirOwnInMonochrome() {
    for (unicode, expected) in [(true, "≣≡=╴░▒▓█"), (false, "%=~,.+*#")] {
      var canvas = Canvas(width: 8, height: 1, look: Look(colors: .none, unicode: unicode))
      canvas.heat(in: canvas.bounds, columns: 8, rows: 1) { column, _ in .signed((Double(column) - 3.5) / 3.5) }
      #expect(canvas.text == expected)
    }
  }

  /// The light of a cell: a shade lets so much of the foreground through.
  static func luminance(_ glyph: Glyph, _ look: Look) -> Double {
    func light(_ role: Role) -> Double {
      guard case .index(let index) = role.color(on: look) else { return 0 }
      return RGB(xterm: index).luminance
    }
    let shares: [Unicode.Scalar: Double] = ["░": 0.25, "▒": 0.5, "▓": 0.75, "▀": 0.5]
    let share = shares[glyph.scalar] ?? 0
    return light(glyph.style.foreground) * share + light(glyph.style.background) * (1 - share)
  }

  @Test(arguments: Look.all.filter { $0.colors > .none && $0.unicode })
  func atLeastEightLevelsEachFartherFromTheBackgroundThanTheLast(look: Look) {
    let roles: [(Double) -> Role] = [Role.heat, Role.gate, Role.signed, { .signed(-$0) }]
    for role in roles {
      var canvas = Canvas(width: 100, height: 1, look: look)
      canvas.heat(in: canvas.bounds, columns: 100, rows: 2) { column, _ in role(Double(column + 1) / 100) }
      let luminances = (0..<100).map { Self.luminance(canvas[$0, 0], look) }
      for (last, next) in zip(luminances, luminances.dropFirst()) {
        #expect(look.theme == .dark ? last <= next : last >= next)
      }
      #expect(Set(luminances).count >= 8)
    }
  }

  @Test(arguments: Look.all)
  func whatIsNoNumberLooksLikeNoOther(look: Look) {
    var canvas = Canvas(width: 8, height: 1, look: look)
    let roles: [Role] = [.zero, .nan, .infinite, .below, .pending, .heat(0), .heat(0.5), .heat(1)]
    canvas.heat(in: canvas.bounds, columns: 8, rows: 2) { column, _ in roles[column] }
    let seen = (0..<8).map { x in [canvas[x, 0].scalar.description, "\(canvas[x, 0].style.paint(on: look))"] }
    #expect(Set(seen).count == roles.count)
    if !look.hasHalfBlocks { #expect(Set((0..<5).map { canvas[$0, 0].scalar }).count == 5) }
  }

  @Test func whatDoesNotFitIsLeftOut() {
    var canvas = Canvas(width: 4, height: 2, look: Look(colors: .none, unicode: false))
    canvas.heat(in: Rect(x: 1, y: 0, width: 2, height: 1), columns: 9, rows: 9) { _, _ in .heat(1) }
    #expect(canvas.text == " @@\n")
    #expect(canvas.heatText(in: canvas.bounds) == " 99 \n    ")
  }
}
