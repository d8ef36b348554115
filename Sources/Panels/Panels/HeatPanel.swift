import Recurrence

/// ∂L/∂h_t: timesteps across, units down, colour for the magnitude on a fixed logarithmic scale.
enum HeatPanel: Panel {
  static let id = PanelID.heat

  static func title(_ scene: Scene) -> String { "∂L/∂h_t total: time → units ↓\(scene.layerNote)" }

  static func detail(_ scene: Scene) -> String {
    let value = largest(scene)
    return "t=\(scene.time + 1) unit \(scene.session.unit + 1): \(value.scientific(2))"
  }

  /// The value under the cursors: of the batch, the one of largest magnitude.
  private static func largest(_ scene: Scene) -> Double {
    let dh = scene.layer.dh
    let (batch, hidden) = (dh.shape[1], dh.shape[2])
    return (0..<batch).map { dh[flat: (scene.time * batch + $0) * hidden + scene.session.unit] }
      .reduce(0) { abs($1) > abs($0) || $1.isNaN ? $1 : $0 }
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let legendLines = area.height >= 6 ? 1 : 0
    let plot = Rect(
      x: area.x + Gutter.width, y: area.y, width: area.width - Gutter.width, height: area.height - 1 - legendLines)
    guard plot.width > 0, plot.height > 0 else { return }
    let scale = scene.session.scale
    let grid = scene.reading.dh
    let rows = min(grid.rows, plot.height * canvas.heatRowsPerLine)
    let lines = canvas.heatLines(forRows: rows)
    // Few units get several lines each, so that they can be seen from the back of the room.
    let stretch = max(1, plot.height / lines)
    let drawn = Rect(x: plot.x, y: plot.y, width: plot.width, height: lines * stretch)
    if stretch > 1 {
      stretched(grid, scene, in: drawn, on: &canvas)
    } else {
      canvas.heat(grid, scene, in: drawn) { ValueInk.gradient($0, scale) }
    }
    unitLabels(scene, lines: drawn.height, plot: drawn, on: &canvas)
    canvas.timeAxis(scene, plot: drawn, y: drawn.y + drawn.height)
    if legendLines > 0 {
      Legend.draw(scale, in: Rect(x: area.x, y: drawn.y + drawn.height + 1, width: area.width, height: 1), on: &canvas)
    }
  }

  private static func stretched(_ grid: Grid, _ scene: Scene, in plot: Rect, on canvas: inout Canvas) {
    let rows = plot.height * canvas.heatRowsPerLine
    let axis = TimeAxis(length: grid.columns, width: plot.width)
    let time = TimeAxis(length: scene.length, width: plot.width)
    let scale = scene.session.scale
    canvas.heat(in: plot, columns: plot.width, rows: rows) { column, row in
      if time.timesteps(of: column).upperBound <= scene.sweptFrom { return .pending }
      let unit = min(grid.rows - 1, row * grid.rows / rows)
      return ValueInk.gradient(grid.value(columns: axis.timesteps(of: column), rows: unit..<(unit + 1)), scale)
    }
  }

  private static func unitLabels(_ scene: Scene, lines: Int, plot: Rect, on canvas: inout Canvas) {
    let hidden = scene.trace.shape.hidden
    func line(_ unit: Int) -> Int { unit * lines / hidden }

    for unit in Set([0, hidden / 2, hidden - 1]) where line(unit) != line(scene.session.unit) {
      let label = "\(unit + 1)"
      canvas.put(label, x: plot.x - 2 - label.count, y: plot.y + line(unit), style: Style(.dim), maxWidth: label.count)
    }
    let label = "\(scene.session.unit + 1)▸"
    canvas.put(
      label, x: plot.x - 1 - label.count, y: plot.y + line(scene.session.unit), style: Style(.cursor, bold: true),
      maxWidth: label.count)
  }
}
