import Engine
import Recurrence

/// How far the gradient could reach back from T, beside how far it does: the product of the Jacobians ∂s_t/∂s_(t−1),
/// the bound from their norms, and ‖∂L/∂h_t‖ over its last value.
enum ReachPanel: Panel {
  static let id = PanelID("reach")
  static let wanted: (any Analysis)? = Reach()

  static func title(_ scene: Scene) -> String { scene.layerNote + scene.words.title(.reach) }

  static func detail(_ scene: Scene) -> String {
    guard let reach = scene.reading[Reach()].value else { return "" }
    let t = scene.time
    let lyapunov = reach.exponents.first.map { "  λ1 \($0.fixed(2))" } ?? ""
    return "t=\(t + 1) σmax \(reach.spectra.norms[t].short()) ρ \(reach.spectra.spectralRadii[t].short())\(lyapunov)"
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let reach = canvas.finding(scene.reading[Reach()], scene, in: area) else { return }
    let range = scene.view.scale.lowest...scene.view.scale.highest
    let plot = canvas.timePlot(scene, in: area, range: range)
    let last = reach.product.measured.last ?? 0
    canvas.line(reach.product.bounds, scene, in: plot, range: range, style: Style(.series(0)))
    canvas.line(reach.product.norms, scene, in: plot, range: range, style: Style(.series(1)))
    canvas.line(reach.product.measured.map { $0 - last }, scene, in: plot, range: range, style: Style(.series(2)))
    canvas.key(["Π σmax", "‖∂s_T/∂s_t‖", "‖∂L/∂h_t‖ / ‖∂L/∂h_T‖"], in: plot)
    canvas.put(scene.words.title(spectrum(reach, scene.time)), in: plot, row: 1, style: Style(.dim))
  }

  /// The singular values at the cursor, from the largest to the least, and the largest exponents.
  private static func spectrum(_ reach: Reach.Value, _ t: Int) -> Caption {
    let values = reach.spectra.singularValues[t]
    let shown = values.count <= 5 ? values : (0..<5).map { values[$0 * (values.count - 1) / 4] }
    return .singularValues(shown, of: values.count, exponents: reach.exponents)
  }
}
