import Engine
import Recurrence

@testable import Scope

enum UnitPanel: Panel {
  static let id = PanelID("unit")

  static func title(_ scene: Scene) -> String { "log10 |∂L/∂h_t[\(scene.view.unit + 1)]|" }

  static func detail(_ scene: Scene) -> String { "t=\(scene.time + 1) \(decades(scene)[scene.time].short())" }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let range = scene.view.scale.lowest...scene.view.scale.highest
    let plot = canvas.timePlot(scene, in: area, range: range)
    canvas.line(decades(scene), scene, in: plot, range: range, style: Style(.series(0)))
  }

  /// log10 of the first sample's ∂L/∂h_t, t = 1 … T.
  private static func decades(_ scene: Scene) -> [Double] {
    let (batch, hidden) = (scene.layer.dh.shape[1], scene.layer.dh.shape[2])
    return (0..<scene.length).map { scene.layer.dh[flat: $0 * batch * hidden + scene.view.unit].decades }
  }
}
