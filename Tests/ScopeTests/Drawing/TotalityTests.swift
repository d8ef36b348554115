import Testing

@testable import Scope

/// No primitive traps, and none draws outside its rectangle: any size, any number, any look.
@Suite struct TotalityTests {
  static let numbers: [Double] = [
    0, -0.0, 0.5, 1, -1, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]
  static let sizes = [(0, 0), (-3, 4), (1, 1), (2, 2), (1, 9), (9, 1), (13, 7)]
  static let rects: [Rect] = {
    let edges = [Int.min, -5, -1, 0, 1, 2, 6, 40, Int.max]
    return edges.flatMap { at in edges.map { Rect(x: at, y: at / 2, width: $0, height: $0 / 2) } }
  }()

  @Test(arguments: Look.all)
  func everyPrimitive(look: Look) {
    for (width, height) in Self.sizes {
      for rect in Self.rects {
        var canvas = Canvas(width: width, height: height, look: look)
        Self.drawAll(rect, on: &canvas)
        Self.expectBlank(outside: rect, on: canvas)
      }
    }
  }

  static func drawAll(_ rect: Rect, on canvas: inout Canvas) {
    canvas.fill(rect, with: "▒")
    canvas.put("‖∂L/∂hₜ‖", x: rect.x, y: rect.y, in: rect)
    canvas.put("…", in: rect, row: rect.height, align: .center)
    canvas.put("text", in: rect, row: .min, align: .trailing)
    canvas.heat(in: rect, columns: 40, rows: .max) { x, y in
      let v = numbers[(x + y) % numbers.count]
      return [.heat(v), .signed(v), .gate(v), .zero, .pending, .background, .series(x)][(x + 3 * y) % 7]
    }
    for low in numbers {
      for high in numbers where low <= high {
        let range = low...high
        canvas.plot(points: numbers.map { (x: $0, y: $0) }, in: rect, range: range)
        canvas.decadeAxis(in: rect, range: range)
        canvas.rule(at: low, in: rect, range: range)
      }
    }
    _ = canvas.heatText(in: rect)
    _ = canvas.text
  }

  static func expectBlank(outside rect: Rect, on canvas: Canvas) {
    for y in 0..<canvas.height {
      for x in 0..<canvas.width where !rect.contains(x: x, y: y) {
        if canvas[x, y] != .blank { Issue.record("\(rect) on \(canvas.width)x\(canvas.height): drew at \(x),\(y)") }
      }
    }
  }

  @Test func positionsBeyondAnyCanvas() {
    var canvas = Canvas(width: 4, height: 4)
    for n in [Int.min, -1, 4, Int.max] {
      canvas.put("far", x: n, y: n)
      canvas.hline(x: n, y: n, width: n)
      canvas.vline(x: n, y: n, height: n)
      canvas[n, n] = Glyph("x")
      #expect(canvas[n, n] == .blank)
    }
    canvas.put("ok", x: 0, y: 0)
    #expect(canvas.text.hasPrefix("ok"))
    #expect(Canvas(width: .min, height: .max).text.isEmpty == false)
  }

  @Test func everyRoleHasAPaintAtEveryDepth() {
    for look in Look.all {
      let colors = [ColorDepth.none: 0, .eight: 8, .sixteen: 16, .twoFiftySix: 256][look.colors]!
      for v in Self.numbers {
        for role in [Role.heat(v), .signed(v), .gate(v), .series(.min), .series(.max)] {
          let paint = Style(role, on: role).paint(on: look)
          #expect(paint.foreground.number() < colors)
        }
      }
    }
  }
}
