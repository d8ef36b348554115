import Engine
import Recurrence

/// ∂L/∂h_t: timesteps across, units down, colour for the magnitude on a fixed logarithmic scale.
enum HeatPanel: Panel {
  static let id = PanelID.heat

  static func title(_ scene: Scene) -> String {
    let window = scene.window
    let isZoomed = window.count < scene.length
    return scene.layerNote
      + scene.words.title(
        .heat(over: scene.relativeNote, window: isZoomed ? window.lowerBound + 1...window.upperBound : nil))
  }

  static func detail(_ scene: Scene) -> String {
    scene.words.title(.value(largest(scene), t: scene.time + 1, unit: scene.view.unit + 1))
  }

  /// The value under the cursors: of the batch, the one of largest magnitude.
  private static func largest(_ scene: Scene) -> Double {
    let dh = scene.layer.dh
    let (batch, hidden) = (dh.shape[1], dh.shape[2])
    return (0..<batch).map { dh[flat: (scene.time * batch + $0) * hidden + scene.view.unit] }
      .reduce(0) { abs($1) > abs($0) || $1.isNaN ? $1 : $0 }
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let legendLines = legendLines(scene, in: area, on: canvas)
    let drawn = plot(scene, in: area, on: canvas)
    guard !drawn.isEmpty else { return }
    let (scale, grid) = (scene.scale, scene.reading.dh)
    let lens = scene.view.lens
    canvas.heatmap(grid, scene, in: drawn) { ValueInk.gradient($0, scale, through: lens) }
    unitLabels(scene, lines: drawn.height, plot: drawn, on: &canvas)
    canvas.timeAxis(scene, plot: drawn, y: drawn.y + drawn.height)
    if legendLines > 0, let loss = lost(scene) {
      canvas.put(loss, x: area.x, y: drawn.maxY + 1, style: Style(.warning), maxWidth: area.width)
    } else if legendLines > 0 {
      Legend.draw(
        scale, of: scene.reference, scene.words,
        in: Rect(x: area.x, y: drawn.y + drawn.height + 1, width: area.width, height: 1), on: &canvas)
    }
  }

  /// A legend has room where few units leave it some, or many have four lines besides.
  private static func legendLines(_ scene: Scene, in area: Rect, on canvas: Canvas) -> Int {
    area.height >= min(6, canvas.heatLines(forRows: scene.reading.dh.rows) + 2) ? 1 : 0
  }

  /// The colours alone, without labels and legend.
  private static func plot(_ scene: Scene, in area: Rect, on canvas: Canvas) -> Rect {
    let height = area.height - 1 - legendLines(scene, in: area, on: canvas)
    // Every unit takes the same number of lines where all have room, so that none looks larger than another; on the
    // whole screen one of them more is better than an empty strip.
    let lines = max(1, canvas.heatLines(forRows: scene.reading.dh.rows))
    let whole = lines <= height && !scene.isFullScreen ? height / lines * lines : height
    return area.plot(below: area.height - whole)
  }

  static func unitPlots(_ scene: Scene, in inside: Rect, on canvas: Canvas) -> [Rect] {
    [plot(scene, in: inside, on: canvas)].filter { !$0.isEmpty }
  }

  /// What the number format would lose, where the heatmap is seen through one.
  private static func lost(_ scene: Scene) -> String? {
    guard let format = scene.view.lens,
      let lens = scene.reading[Precision()].value?.first(where: { $0.format == format })
    else { return nil }
    return scene.words.line(.lost(lens))
  }

  private static func unitLabels(_ scene: Scene, lines: Int, plot: Rect, on canvas: inout Canvas) {
    let hidden = scene.trace.shape.hidden
    func line(_ unit: Int) -> Int { unit * lines / hidden }

    for unit in Set([0, hidden / 2, hidden - 1]) where line(unit) != line(scene.view.unit) {
      let label = "\(unit + 1)"
      canvas.put(label, x: plot.x - 2 - label.count, y: plot.y + line(unit), style: Style(.dim), maxWidth: label.count)
    }
    let label = "\(scene.view.unit + 1)▸"
    canvas.put(
      label, x: plot.x - 1 - label.count, y: plot.y + line(scene.view.unit), style: Style(.cursor, bold: true),
      maxWidth: label.count)
  }
}
