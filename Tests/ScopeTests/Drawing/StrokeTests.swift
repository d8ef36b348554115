import Testing

@testable import Scope

struct StrokeTests {
  /// Without its colour, each line is another.
  @Test(arguments: [true, false])
  func linesDifferWithoutColours(_ unicode: Bool) {
    var pictures: Set<String> = []
    for k in 0..<Stroke.allCases.count {
      var canvas = Canvas(width: 30, height: 6, look: Look(colors: .none, unicode: unicode))
      let points = (0..<60).map { (x: Double($0) / 2, y: Optional(Double($0) / 60)) }
      canvas.plot(points: points, in: canvas.bounds, range: 0...1, style: Style(.series(k)))
      pictures.insert(canvas.text)
      #expect(canvas.text.contains { $0 != " " && $0 != "\n" })
    }
    #expect(pictures.count == Stroke.allCases.count)
    #expect(Set(Stroke.allCases.map { $0.sample(unicode: unicode) }).count == Stroke.allCases.count)
  }

  /// Steep lines too: a stroke counts its dots along the line, not its columns.
  @Test func aSteepLineIsDashed() {
    var canvas = Canvas(width: 2, height: 12)
    canvas.plot(points: [(0, 0), (1, 1)], in: canvas.bounds, range: 0...1, style: Style(.series(2)))
    let dots = canvas.text.unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }
      .reduce(0) { $0 + ($1.value - 0x2800).nonzeroBitCount }
    #expect((12...20).contains(dots))
  }
}
