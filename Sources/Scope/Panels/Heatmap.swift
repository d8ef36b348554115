import Engine
import Recurrence

extension Canvas {
  /// What is left above the colours' legend on the whole screen, where no other panel has one: all of it elsewhere.
  mutating func withoutLegend(_ scene: Scene, in area: Rect) -> Rect {
    guard scene.isFullScreen, area.height > 3 else { return area }
    let (rest, line) = area.split(top: area.height - 1)
    Legend.draw(scene.view.scale, scene.words, in: line, on: &self)
    return rest
  }

  /// A grid of timesteps × units over all of a plot, unit 1 at the top.
  mutating func heatmap(_ grid: Grid, _ scene: Scene, in plot: Rect, ink: (Double) -> Role) {
    let rows = plot.height * heatRowsPerLine
    guard rows > 0, plot.width > 0 else { return }
    let values = grid.fitted(width: plot.width, height: rows, window: scene.window)
    let time = scene.axis(width: plot.width)
    heat(in: plot, columns: plot.width, rows: rows) { column, row in
      if time.timesteps(of: column).upperBound <= scene.sweptFrom { return .pending }
      return ink(values[column * rows + row])
    }
  }
}
