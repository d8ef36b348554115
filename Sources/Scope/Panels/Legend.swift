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
    let unit = reference.flatMap { area.width >= 76 ? words.title(.unit($0)) : nil } ?? ""
    let width = min(28, max(8, area.width - 46 - unit.count))
    let (lowest, highest) = (power(scale.lowest), power(scale.highest))
    if scale.isSigned {
      text("−\(highest) ", Style(.dim), on: &canvas)
      swatch(width, on: &canvas) { .signed(2 * $0 - 1) }
      text(" +\(highest)\(unit)", Style(.dim), on: &canvas)
      text("  " + words.title(.middle(lowest)), Style(.dim), on: &canvas)
    } else {
      text("\(lowest) ", Style(.dim), on: &canvas)
      swatch(width, on: &canvas) { .heat($0) }
      text(" \(highest)\(unit)", Style(.dim), on: &canvas)
    }
    for (role, name) in [(Role.below, words.title(.belowScale)), (.zero, "= 0"), (.nan, "NaN"), (.infinite, "Inf")] {
      text("  ", Style(.dim), on: &canvas)
      swatch(2, on: &canvas) { _ in role }
      text(" \(name)", Style(.dim), on: &canvas)
    }
  }

  private static func power(_ decades: Double) -> String { "1e\(decades < 0 ? "" : "+")\(Int(decades))" }
}
