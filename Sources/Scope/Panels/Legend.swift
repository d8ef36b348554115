import Engine
import Recurrence

/// The colours' scale, and the looks of what has no colour.
enum Legend {
  static func draw(
    _ scale: HeatScale, of reference: Double? = nil, _ words: any Words, in area: Rect, on canvas: inout Canvas
  ) {
    var x = area.x
    let end = area.x + area.width
    func text(_ text: String, _ style: Style, on canvas: inout Canvas) {
      x = canvas.put(text, x: x, y: area.y, style: style, maxWidth: max(0, end - x))
    }
    func swatch(_ width: Int, on canvas: inout Canvas, _ ink: (Double) -> Role) {
      let shown = min(width, max(0, end - x))
      canvas.heat(in: Rect(x: x, y: area.y, width: shown, height: 1), columns: shown, rows: canvas.heatRowsPerLine) {
        column, _ in ink((Double(column) + 0.5) / Double(width))
      }
      x += width
    }
    let (lowest, highest) = (power(scale.lowest), power(scale.highest))
    let (least, most) = scale.isSigned ? ("−" + highest, "+" + highest) : (lowest, highest)
    let others = [(Role.below, words.title(.belowScale)), (.zero, "= 0"), (.nan, "NaN"), (.infinite, "Inf")]
    let room = area.width - canvas.look.width(of: least + most + others.map(\.1).joined()) - 5 * others.count - 3
    // What is said besides has room where the colours have it.
    var told = ""
    for note in [reference.map { words.title(.unit($0)) }, scale.isSigned ? "  " + words.title(.middle(lowest)) : nil] {
      if let note, room - canvas.look.width(of: told + note) >= 8 { told += note }
    }
    text(least + " ", Style(.dim), on: &canvas)
    swatch(min(28, max(8, room - canvas.look.width(of: told))), on: &canvas) {
      scale.isSigned ? .signed(2 * $0 - 1) : .heat($0)
    }
    text(" " + most + told, Style(.dim), on: &canvas)
    for (role, name) in others {
      text("  ", Style(.dim), on: &canvas)
      swatch(2, on: &canvas) { _ in role }
      text(" " + name, Style(.dim), on: &canvas)
    }
  }

  private static func power(_ decades: Double) -> String { "1e\(decades < 0 ? "" : "+")\(Int(decades))" }
}
