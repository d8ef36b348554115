/// The colours of differences, and the looks of what has none.
enum DifferenceLegend: View {
  static func draw(_ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement) {
    let (words, decades) = (session.words, Int(DifferenceView.decades))
    var line = Legend.Line(area)
    line.put("  " + words.title(.smaller(decades: decades)) + " ", on: &canvas)
    line.swatch(18, on: &canvas) { .signed(2 * $0 - 1) }
    line.put(" " + words.title(.larger(decades: decades)), on: &canvas)
    line.looks([(.zero, "= 0"), (.nan, "NaN"), (.infinite, "Inf")], on: &canvas)
  }
}
