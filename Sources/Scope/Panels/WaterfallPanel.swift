import Engine
import Recurrence

/// ‖∂L/∂h_t‖ of every training step: timesteps across, training steps down, the newest at the bottom.
enum WaterfallPanel: Panel {
  static let id = PanelID.waterfall

  static func title(_ scene: Scene) -> String {
    scene.topLayerNote + scene.words.title(.waterfall(over: scene.view.isRelative ? " ÷ ‖∂L/∂h_T‖" : ""))
  }

  static func detail(_ scene: Scene) -> String {
    scene.words.title(.stepsPerRow(scene.session.channel.history.stride))
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let area = canvas.withoutLegend(scene, in: area)
    let plot = area.plot(below: 1)
    guard plot.width > 0, plot.height > 0 else { return }
    var scale = scene.view.scale
    let rows = plot.height * canvas.heatRowsPerLine
    let all = scene.session.channel.history.points
    // The newest rows, or those around the step of the past on show.
    let seen = scene.session.channel.pointsSeen
    let first = max(0, min(all.count - rows, (seen ?? all.count) - rows / 2))
    let points = all[first..<min(all.count, first + rows)]
    let top = rows - points.count
    let isRelative = scene.view.isRelative
    // The columns of a profile that hold the timesteps of a column on the screen.
    let (axis, whole) = (
      scene.axis(width: plot.width), TimeAxis(length: scene.length, width: HistoryPoint.profileWidth)
    )
    let columns = (0..<plot.width).map { column in
      let times = axis.timesteps(of: column)
      return whole.column(of: times.lowerBound)..<whole.columns(of: times.upperBound - 1).upperBound
    }
    canvas.heat(in: plot, columns: plot.width, rows: rows) { column, row in
      guard row >= top else { return .background }
      let index = points.startIndex + row - top
      if let seen, index >= seen { return .pending }
      let point = points[index]
      let decades = Double(point.profile[columns[column]].reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 })
      if decades.isNaN { return .nan }
      if decades == -.infinity { return .zero }
      if decades == .infinity { return .infinite }
      // Each training step over its own: a loss that falls darkens nothing.
      scale.origin = isRelative && point.last.isFinite ? Double(point.last) : 0
      let position = scale.position(decades: decades)
      return position < 0 ? .below : .heat(min(1, position))
    }
    if let first = points.first {
      let label = "\(first.step + 1)"
      canvas.put(
        label, x: plot.x - 1 - label.count, y: plot.y + top / canvas.heatRowsPerLine, style: Style(.dim),
        maxWidth: label.count)
    }
    if let seen, points.indices.contains(seen - 1) {
      let label = "\(scene.session.channel.stepOnShow)▸"
      let y = plot.y + (top + seen - 1 - points.startIndex) / canvas.heatRowsPerLine
      canvas.put(
        String(label.suffix(Gutter.width)), x: plot.x - min(Gutter.width, label.count), y: y,
        style: Style(.cursor, bold: true), maxWidth: Gutter.width)
    }
    canvas.timeAxis(scene, plot: plot, y: plot.y + plot.height)
  }
}
