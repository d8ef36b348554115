import Recurrence

/// ‖∂L/∂h_t‖ against t, in decades: the slope is the contraction per step.
enum NormPanel: Panel {
  static let id = PanelID.norms

  static func title(_ scene: Scene) -> String { "‖∂L/∂h_t‖ in decades\(scene.layerNote)" }

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
    canvas.decadeAxis(
      in: Rect(x: area.x, y: plot.y, width: Gutter.width - 1, height: plot.height), range: range)
    let axis = TimeAxis(length: scene.length, width: plot.width)
    canvas.vline(
      x: plot.x + axis.column(of: scene.time), y: plot.y, height: plot.height, style: Style(.border))
    let profile = scene.reading.profile
    for (k, values) in profile.otherStates.enumerated() {
      line(values, scene, axis, range, in: plot, role: .series(k + 1), on: &canvas)
    }
    line(profile.dh, scene, axis, range, in: plot, role: .series(0), on: &canvas)
    key(scene, in: plot, on: &canvas)
    if let hint = beyond(profile.dh, scale) {
      canvas.put(hint, in: plot, row: plot.height / 2, align: .center, style: Style(.warning))
    }
    canvas.timeAxis(scene, plot: plot, y: plot.y + plot.height)
  }

  private static func line(
    _ values: [Double], _ scene: Scene, _ axis: TimeAxis, _ range: ClosedRange<Double>, in plot: Rect, role: Role,
    on canvas: inout Canvas
  ) {
    let fine = TimeAxis(length: scene.length, width: 2 * plot.width)
    let points = (0..<(2 * plot.width)).map { half -> (x: Double, y: Double?) in
      let times = fine.timesteps(of: half)
      guard times.upperBound > scene.sweptFrom else { return (Double(half) / 2, nil) }
      return (Double(half) / 2, values[times].reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }.decades)
    }
    canvas.plot(points: points, in: plot, range: range, style: Style(role))
  }

  /// What to do where nothing lies on the scale.
  private static func beyond(_ norms: [Double], _ scale: HeatScale) -> String? {
    let decades = norms.map(\.decades)
    if decades.allSatisfy({ $0 > scale.highest }) { return "all above 1e\(Int(scale.highest)): Z shifts the scale up" }
    if decades.allSatisfy({ $0 < scale.lowest }) { return "all below 1e\(Int(scale.lowest)): z shifts the scale down" }
    return nil
  }

  private static func key(_ scene: Scene, in plot: Rect, on canvas: inout Canvas) {
    var x = plot.x + 1
    for (k, state) in scene.trace.shape.cell.states.enumerated() {
      let label = "─ ‖∂L/∂\(state)_t‖"
      guard x + label.count < plot.x + plot.width else { return }
      x = 2 + canvas.put(label, x: x, y: plot.y, style: Style(.series(k), bold: true), maxWidth: plot.maxX - x)
    }
  }
}
