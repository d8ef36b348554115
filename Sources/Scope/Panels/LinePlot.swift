import Engine
import Recurrence

extension Canvas {
  /// Values over timesteps as a line in decades, the largest of each half column; `decades` are log10 already.
  mutating func line(_ decades: [Double], _ scene: Scene, in plot: Rect, range: ClosedRange<Double>, style: Style) {
    guard decades.count >= scene.window.upperBound else { return }
    let axis = scene.axis(width: 2 * plot.width)
    let points = (0..<(2 * plot.width)).map { half -> (x: Double, y: Double?) in
      let times = axis.timesteps(of: half)
      guard times.upperBound > scene.sweptFrom else { return (Double(half) / 2, nil) }
      return (Double(half) / 2, decades[times].reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 })
    }
    self.plot(points: points, in: plot, range: range, style: style)
  }

  /// A piece of a line, for a key.
  func sample(_ role: Role) -> String { Stroke(role).sample(unicode: look.unicode) }

  /// Names in their lines' colours, side by side.
  mutating func key(_ names: [String], in plot: Rect, row: Int = 0) {
    key(names.enumerated().map { ($1, $0) }, in: plot, row: row)
  }

  /// Names and whose lines they are.
  mutating func key(_ names: [(name: String, series: Int)], in plot: Rect, row: Int = 0) {
    var x = plot.x + 1
    for (name, k) in names where x < plot.maxX {
      x =
        2
        + put(
          "\(sample(.series(k))) \(name)", x: x, y: plot.y + row, style: Style(.series(k), bold: true),
          maxWidth: plot.maxX - x)
    }
  }

  /// The axes of a plot over time in decades; what is left for the lines.
  mutating func timePlot(_ scene: Scene, in area: Rect, range: ClosedRange<Double>) -> Rect {
    let plot = area.plot(below: 1)
    guard !plot.isEmpty else { return Rect(x: area.x, y: area.y, width: 0, height: 0) }
    decadeAxis(in: Rect(x: area.x, y: plot.y, width: Gutter.width - 1, height: plot.height), range: range)
    let axis = scene.axis(width: plot.width)
    vline(x: plot.x + axis.column(of: scene.time), y: plot.y, height: plot.height, style: Style(.border))
    timeAxis(scene, plot: plot, y: plot.maxY)
    return plot
  }
}
