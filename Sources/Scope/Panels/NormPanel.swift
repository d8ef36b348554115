import Engine
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
    let scale = scene.view.scale
    let range = scale.lowest...scale.highest
    let plot = canvas.timePlot(scene, in: area, range: range)
    let profile = scene.reading.profile
    for (k, values) in profile.otherStates.enumerated() {
      canvas.line(values.map(\.decades), scene, in: plot, range: range, style: Style(.series(k + 1)))
    }
    canvas.line(profile.dh.map(\.decades), scene, in: plot, range: range, style: Style(.series(0)))
    var names = scene.trace.shape.cell.states.map { "‖∂L/∂\($0)_t‖" }
    if let changed = scene.reading.last(TriedStep.self) {
      canvas.line(changed.profile.dh.map(\.decades), scene, in: plot, range: range, style: Style(.series(names.count)))
      names.append("‖∂L/∂h_t‖ what if")
    }
    if let truncation = scene.reading.last(Truncated.self) {
      canvas.line(truncation.norms.map(\.decades), scene, in: plot, range: range, style: Style(.series(names.count)))
      names.append("k=\(truncation.window)")
      canvas.put(
        scene.words.line(.truncated(window: truncation.window, truncation.whole)), in: plot, row: 1, align: .trailing,
        style: Style(.warning))
    }
    canvas.key(names, in: plot)
    if let hint = beyond(profile.dh, scale) {
      canvas.put(scene.words.line(hint), in: plot, row: plot.height / 2, align: .center, style: Style(.warning))
    }
  }

  /// What to do where nothing lies on the scale.
  private static func beyond(_ norms: [Double], _ scale: HeatScale) -> Note? {
    let decades = norms.map(\.decades)
    if decades.allSatisfy({ $0 > scale.highest }) { return .allAbove(decades: scale.highest) }
    if decades.allSatisfy({ $0 < scale.lowest }) { return .allBelow(decades: scale.lowest) }
    return nil
  }
}
