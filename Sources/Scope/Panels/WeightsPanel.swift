import Engine
import Recurrence

/// What each timestep adds to ∂L/∂Wh, gate by gate, and how much of the sum cancels.
enum WeightsPanel: Panel {
  static let id = PanelID("weights")
  static let wanted: (any Analysis)? = Contributions()

  static func title(_ scene: Scene) -> String { scene.layerNote + scene.words.title(.contributions) }

  static func detail(_ scene: Scene) -> String {
    recurrent(scene.reading[Contributions()].value).map { "\($0.gate) \($0.norms[scene.time].scientific())" }.joined(
      separator: "  ")
  }

  private static func recurrent(_ weights: WeightContributions?) -> [WeightContributions.Part] {
    weights?.parts.filter { $0.tensor.hasPrefix("weight_hh") } ?? []
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let weights = canvas.finding(scene.reading[Contributions()], scene, in: area) else { return }
    let parts = recurrent(weights)
    let range = scene.view.scale.lowest...scene.view.scale.highest
    let plot = canvas.timePlot(scene, in: area, range: range)
    for (k, part) in parts.enumerated() {
      canvas.line(part.norms.map(\.decades), scene, in: plot, range: range, style: Style(.series(k)))
    }
    // 100% where all timesteps pull one way, near 0 where they cancel.
    canvas.key(parts.map { scene.words.title(.leftOfRecurrent(gate: $0.gate, $0.cancellation)) }, in: plot)
    let inputs = weights.parts.filter { $0.tensor.hasPrefix("weight_ih") }.map { ($0.gate, $0.cancellation) }
    let left = canvas.look.most(in: plot.width) { scene.words.title(.leftOfInputs(inputs, $0)) }
    canvas.put(left, in: plot, row: 1, style: Style(.dim))
  }
}
