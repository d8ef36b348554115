import Engine
import Recurrence

/// The colours' scales, and the looks of what has no colour.
enum Legend {
  /// Of a gradient's heatmap.
  static func draw(
    _ scale: HeatScale, of reference: Double? = nil, _ words: any Words, in area: Rect, on canvas: inout Canvas
  ) {
    var line = Line(area)
    let (lowest, highest) = (power(scale.lowest), power(scale.highest))
    let (least, most) = scale.isSigned ? ("−" + highest, "+" + highest) : (lowest, highest)
    let others = [(Role.below, words.title(.belowScale)), (.zero, "= 0"), (.nan, "NaN"), (.infinite, "Inf")]
    let room = area.width - canvas.look.width(of: least + most + others.map(\.1).joined()) - 5 * others.count - 3
    // What is said besides has room where the colours have it.
    var told = ""
    for note in [reference.map { words.title(.unit($0)) }, scale.isSigned ? "  " + words.title(.middle(lowest)) : nil] {
      if let note, room - canvas.look.width(of: told + note) >= 8 { told += note }
    }
    line.put(least + " ", on: &canvas)
    line.swatch(min(28, max(8, room - canvas.look.width(of: told))), on: &canvas) {
      scale.isSigned ? .signed(2 * $0 - 1) : .heat($0)
    }
    line.put(" " + most + told, on: &canvas)
    line.looks(others, on: &canvas)
  }

  /// Of gates and states: whose colours these are, and what their ends mean.
  static func draw(_ planes: [Plane], _ words: any Words, in area: Rect, on canvas: inout Canvas) {
    var line = Line(area)
    let gates = planes.filter { $0.kind == .logistic }
    let others = planes.filter { $0.kind == .signed }
    let kinds = [gates, others].filter { !$0.isEmpty }
    func names(_ planes: [Plane]) -> String {
      kinds.count < 2 ? "" : planes.map { GatePanel.letter($0.name) }.joined(separator: " ") + "  "
    }
    let (shut, open) = (words.title(.shut) + " ", " " + words.title(.open))
    let texts = (gates.isEmpty ? "" : names(gates) + shut + open) + (others.isEmpty ? "" : names(others) + "−1  +1")
    let room = area.width - texts.count - (kinds.count < 2 ? 0 : 4)
    let width = min(16, max(4, room / max(1, kinds.count)))
    if !gates.isEmpty {
      line.put(names(gates) + shut, on: &canvas)
      line.swatch(width, on: &canvas) { .gate($0) }
      line.put(open, on: &canvas)
    }
    if kinds.count == 2 { line.put("    ", on: &canvas) }
    if !others.isEmpty {
      line.put(names(others) + "−1 ", on: &canvas)
      line.swatch(width, on: &canvas) { .signed(2 * $0 - 1) }
      line.put(" +1", on: &canvas)
    }
  }

  private static func power(_ decades: Double) -> String { "1e\(decades < 0 ? "" : "+")\(Int(decades))" }

  /// Words and colours, one behind the other.
  struct Line {
    private var x: Int
    private let y: Int
    private let end: Int

    init(_ area: Rect) { (x, y, end) = (area.x, area.y, area.maxX) }

    mutating func put(_ text: String, on canvas: inout Canvas) {
      x = canvas.put(text, x: x, y: y, style: Style(.dim), maxWidth: max(0, end - x))
    }

    mutating func swatch(_ width: Int, on canvas: inout Canvas, _ ink: (Double) -> Role) {
      let shown = min(width, max(0, end - x))
      canvas.heat(in: Rect(x: x, y: y, width: shown, height: 1), columns: shown, rows: canvas.heatRowsPerLine) {
        column, _ in ink((Double(column) + 0.5) / Double(width))
      }
      x += width
    }

    /// The looks of what has no colour, and their names.
    mutating func looks(_ looks: [(role: Role, name: String)], on canvas: inout Canvas) {
      for (role, name) in looks {
        put("  ", on: &canvas)
        swatch(2, on: &canvas) { _ in role }
        put(" " + name, on: &canvas)
      }
    }
  }
}
