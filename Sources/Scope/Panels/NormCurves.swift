import Engine

/// ‖∂L/∂h_t‖ of several networks against t, in one plot.
enum NormCurves: TraceView {
  static func title(_ scene: Scene) -> String { scene.words.title(.norms(over: scene.relativeNote)) + scene.layerNote }

  static func detail(_ scene: Scene) -> String {
    scene.session.shown.compactMap { mine in
      Scene(scene.session.looking(at: mine)).map { other in
        "\(mine.name) \(other.reading.profile.dh[min(scene.time, other.length - 1)].scientific())"
      }
    }.joined(separator: "  ")
  }

  static func isFocused(_ scene: Scene) -> Bool { false }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let scale = scene.view.scale
    let plot = canvas.timePlot(scene, in: area, range: scale.lowest...scale.highest)
    let shown = scene.session.shown
    // No timestep of a sequence is one of another that is shorter.
    for mine in shown where mine.channel.trace?.shape.length == scene.length {
      guard let other = Scene(scene.session.looking(at: mine)) else { continue }
      canvas.line(
        other.decades(other.reading.profile.dh), other, in: plot, range: scale.lowest...scale.highest,
        style: Style(.series(mine.series)))
    }
    canvas.key(
      shown.map { mine in
        let length = mine.channel.trace?.shape.length ?? scene.length
        return (length == scene.length ? mine.name : "\(mine.name) T \(length)", mine.series)
      }, in: plot)
  }

  static func timePlot(in inside: Rect) -> Placement.TimePlot? {
    Placement.TimePlot(panel: .norms, area: inside.plot())
  }
}
