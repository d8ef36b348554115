import Engine
import Recurrence

extension Canvas {
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
