import Recurrence

/// ‖∂L/∂h_t‖ against t, in decades: the slope is the contraction per step.
enum NormPanel: Panel {
  static let id = PanelID.norms

  static func title(_ scene: Scene) -> String { "‖∂L/∂h_t‖ against t, in decades" }

  static func detail(_ scene: Scene) -> String {
    let profile = scene.reading.profile
    let others = zip(scene.trace.shape.cell.states.dropFirst(), profile.otherStates).map {
      "  ‖∂L/∂\($0)_t‖ \($1[scene.time].scientific())"
    }
    return "‖∂L/∂h_\(scene.time + 1)‖ \(profile.dh[scene.time].scientific(2))" + others.joined()
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let plot = Rect(x: area.x + Gutter.width, y: area.y, width: area.width - Gutter.width, height: area.height - 1)
    guard plot.width > 0, plot.height > 0 else { return }
    let scale = scene.session.scale
    let range = scale.lowest...scale.highest
    canvas.decadeLabels(range, in: plot)
    let axis = TimeAxis(length: scene.length, width: plot.width)
    canvas.vline(
      x: plot.x + axis.column(of: scene.time), y: plot.y, height: plot.height, style: Style(.border))
    let profile = scene.reading.profile
    for (k, values) in profile.otherStates.enumerated() {
      line(values, scene, axis, range, in: plot, role: .series(k + 1), on: &canvas)
    }
    line(profile.dh, scene, axis, range, in: plot, role: .series(0), on: &canvas)
    key(scene, in: plot, on: &canvas)
    canvas.timeAxis(scene, plot: plot, y: plot.y + plot.height)
  }

  private static func line(
    _ values: [Double], _ scene: Scene, _ axis: TimeAxis, _ range: ClosedRange<Double>, in plot: Rect, role: Role,
    on canvas: inout Canvas
  ) {
    let points = (0..<(2 * plot.width)).map { half -> Double? in
      let fine = TimeAxis(length: scene.length, width: 2 * plot.width)
      let times = fine.timesteps(of: half)
      guard times.upperBound > scene.sweptFrom else { return nil }
      return values[times].reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }.decades
    }
    canvas.plot(in: plot, points: points, range: range, style: Style(role))
  }

  private static func key(_ scene: Scene, in plot: Rect, on canvas: inout Canvas) {
    var x = plot.x + 1
    for (k, state) in scene.trace.shape.cell.states.enumerated() {
      let label = "─ ‖∂L/∂\(state)_t‖"
      guard x + label.count < plot.x + plot.width else { return }
      canvas.put(label, x: x, y: plot.y, style: Style(.series(k), bold: true), maxWidth: label.count)
      x += label.count + 2
    }
  }
}

extension Canvas {
  /// Decades up the left side of a plot, as many as fit without crowding.
  mutating func decadeLabels(_ range: ClosedRange<Double>, in plot: Rect) {
    guard plot.height > 1 else { return }
    let span = range.upperBound - range.lowerBound
    let step = [1.0, 2, 4, 5, 10, 20, 50, 100, 200].first { span / $0 <= Double(plot.height) / 1.5 } ?? span
    var decade = (range.upperBound / step).rounded(.down) * step
    while decade >= range.lowerBound {
      let line = Int(((range.upperBound - decade) / span * Double(plot.height - 1)).rounded())
      let label = "1e\(decade < 0 ? "" : "+")\(Int(decade))"
      put(label, x: plot.x - 1 - label.count, y: plot.y + line, style: Style(.dim), maxWidth: label.count)
      decade -= step
    }
  }
}
