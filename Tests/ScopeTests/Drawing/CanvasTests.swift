import Testing

@testable import Scope

@Suite struct CanvasTests {
  static let plain = Look(colors: .none, unicode: true)

  @Test func textIsClipped() {
    var canvas = Canvas(width: 6, height: 2, look: Self.plain)
    let end = canvas.put("abcdef", x: -2, y: 0, in: Rect(x: 0, y: 0, width: 3, height: 1))
    canvas.put("uvw", x: 4, y: 1)
    canvas.put("never", x: 0, y: 2)
    #expect(canvas.text == "cde\n    uv")
    #expect(end == 4)
  }

  @Test func textIsCutWithAnEllipsis() {
    var canvas = Canvas(width: 8, height: 3, look: Self.plain)
    let column = Rect(x: 1, y: 0, width: 5, height: 3)
    canvas.put("vanishing", in: column, row: 0)
    canvas.put("exact", in: column, row: 1)
    canvas.put("mid", in: column, row: 2, align: .center)
    canvas.put("lost", in: column, row: 3)
    #expect(canvas.text == " vani…\n exact\n  mid")
  }

  @Test func oneScalarTakesOneCell() {
    let look = Self.plain
    #expect(look.width(of: "C\u{303} = e\u{301}") == 5)
    #expect(look.width(of: "漢a😀") == 3)
    #expect(String(String.UnicodeScalarView(look.cells(of: "漢a😀\u{1B}[m\n"))) == "?a?[m")
    // A syllable in its parts, and Tangut.
    #expect(String(String.UnicodeScalarView(look.cells(of: "\u{1112}\u{1161}\u{11AB}\u{17000}"))) == "??")
  }

  @Test(arguments: [
    ("‖∂L/∂hₜ‖ ≥ θ", "||dL/dh_t|| >= theta"), ("c ⊙ σ(x) · φ → ×0.71", "c * s(x) . phi -> x0.71"),
    ("t−1 …", "t-1 ..."), ("√x² ₁₂", "sqrtx^2 _1_2"), ("┌─┐│", "+-+|"), ("▀█⣿⠁", "##**"), ("日", "?"),
  ])
  func asciiTransliteration(unicode: String, ascii: String) {
    let look = Look(colors: .none, unicode: false)
    #expect(String(String.UnicodeScalarView(look.cells(of: unicode))) == ascii)
    #expect(look.width(of: unicode) == ascii.count)
  }

  @Test func lettersThatEquationsUseAreKnownInASCII() {
    let look = Look(colors: .none, unicode: false)
    for scalar in "∂‖×Σ√σφθρηαβγδελμπτ⊙·…−±≥≤≠≈→←↑↓ₜ²ᵀ∞∇".unicodeScalars {
      #expect(!look.cells(of: String(scalar)).contains("?"), "\(scalar)")
    }
  }

  @Test func equalPicturesAreEqualEvenWithNaN() {
    var (a, b) = (Canvas(width: 2, height: 2), Canvas(width: 2, height: 2))
    a.put("x", x: 0, y: 0, style: Style(.heat(.nan), on: .signed(.infinity)))
    b.put("x", x: 0, y: 0, style: Style(.nan, on: .infinite))
    #expect(a == b)
    b.put("x", x: 0, y: 0, style: Style(.heat(0.5)))
    #expect(a != b)
  }
}
