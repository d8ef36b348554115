import Testing

@testable import Scope

@Suite struct PlotTests {
  static func plot(_ values: [Double?], unicode: Bool, height: Int = 3) -> String {
    var canvas = Canvas(width: values.count, height: height, look: Look(colors: .none, unicode: unicode))
    let points = values.enumerated().map { (x: Double($0.offset), y: $0.element) }
    canvas.plot(points: points, in: canvas.bounds, range: 0...2)
    return canvas.text
  }

  @Test func aRisingLine() {
    #expect(Self.plot([0, 0.5, 1, 1.5, 2], unicode: false) == "    *\n  **\n**")
    #expect(Self.plot([0, 1, 2, 1], unicode: true) == " ⢀⢷\n ⡜ ⠇\n⡸")
  }

  @Test func aSteepLineIsJoined() {
    #expect(Self.plot([0, 0, 2, 2], unicode: false, height: 4) == "  **\n  |\n  |\n**")
  }

  @Test func gaps() {
    #expect(Self.plot([1, .nan, 1, nil, 1, .infinity, 1], unicode: false) == "\n* * * *\n")
    #expect(Self.plot([.nan, -.infinity, nil], unicode: true) == "\n\n")
  }

  @Test func whatLiesBeyondIsCut() {
    #expect(Self.plot([1, 1e300, 1], unicode: false) == " ||\n* *\n")
    #expect(Self.plot([9, 9, 9], unicode: false) == "\n\n")
    #expect(Self.plot([-9, -9, -9], unicode: true) == "\n\n")
  }

  @Test func twoLinesShareACell() {
    var canvas = Canvas(width: 1, height: 1, look: Look())
    canvas.plot(points: [(x: 0, y: 0)], in: canvas.bounds, range: 0...3)
    canvas.plot(points: [(x: 0.5, y: 3)], in: canvas.bounds, range: 0...3, style: Style(.series(1)))
    #expect(canvas.text == "\u{2848}")
    #expect(canvas[0, 0].style.foreground == .series(1))
  }

  @Test func ruleLiesBehind() {
    var canvas = Canvas(width: 5, height: 3, look: Look(colors: .none))
    canvas.put("ab", x: 1, y: 1)
    canvas.rule(at: 1, in: canvas.bounds, range: 0...2)
    canvas.rule(at: 3, in: canvas.bounds, range: 0...2)
    canvas.rule(at: .nan, in: canvas.bounds, range: 0...2)
    #expect(canvas.text == "\n╌ab╌╌\n")
  }

  @Test func decadesAreLabelledWhereTheyLie() {
    var canvas = Canvas(width: 6, height: 8, look: Look())
    canvas.decadeAxis(in: canvas.bounds, range: -12...2)
    #expect(canvas.text == "  1e+2\n\n  1e-2\n\n  1e-6\n\n 1e-10\n")
    for exponent in stride(from: 2, through: -10, by: -4) {
      let row = canvas.plotRow(of: Double(exponent), in: canvas.bounds, range: -12...2) ?? -1
      let line = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[row]
      #expect(line.hasSuffix(Canvas.decade(exponent)))
    }
  }

  @Test func rowsOfValues() {
    let canvas = Canvas(width: 9, height: 9)
    let rect = Rect(x: 0, y: 2, width: 9, height: 3)
    #expect(canvas.plotRow(of: 2, in: rect, range: 0...2) == 2)
    #expect(canvas.plotRow(of: 1, in: rect, range: 0...2) == 3)
    #expect(canvas.plotRow(of: 0, in: rect, range: 0...2) == 4)
    #expect(canvas.plotRow(of: 2.1, in: rect, range: 0...2) == nil)
    #expect(canvas.plotRow(of: .nan, in: rect, range: 0...2) == nil)
  }
}
