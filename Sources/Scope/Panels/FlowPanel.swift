import Engine
import Recurrence

/// Who teaches whom: ‖∂L_s/∂h_t‖ with t across and the loss's own timestep s down.
enum FlowPanel: Panel {
  static let id = PanelID("flow")
  static let wanted: (any Analysis)? = Flow()

  static func title(_ scene: Scene) -> String { scene.layerNote + scene.words.title(.flow) }

  static func detail(_ scene: Scene) -> String {
    guard let flow = scene.reading[Flow()].value else { return "" }
    let norms = flow.sources.indices.map { flow.norms[$0][flat: scene.time] }
    guard let most = norms.indices.max(by: { norms[$0] < norms[$1] }), norms[most] > 0 else { return "" }
    return scene.words.title(.teacher(source: flow.sources[most], t: scene.time + 1, norms[most]))
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let flow = canvas.finding(scene.reading[Flow()], scene, in: area) else { return }
    let area = canvas.withoutLegend(scene, in: area)
    let plot = area.plot(below: 1)
    guard !plot.isEmpty else { return }
    let rows = plot.height * canvas.heatRowsPerLine
    let axis = scene.axis(width: plot.width)
    let sources = flow.sources
    canvas.heat(in: plot, columns: plot.width, rows: rows) { column, row in
      let times = axis.timesteps(of: column)
      if times.upperBound <= scene.sweptFrom { return .pending }
      let from = row * sources.count / rows
      var largest = 0.0
      for source in from..<max(from + 1, (row + 1) * sources.count / rows) where sources[source] > times.lowerBound {
        for t in times {
          let norm = flow.norms[source][flat: t]
          if norm > largest || norm.isNaN { largest = norm }
        }
      }
      // Below the diagonal lies the future, which no loss of the past can reach.
      if sources[min(from, sources.count - 1)] <= times.lowerBound { return .background }
      return ValueInk.gradient(largest, scene.view.scale)
    }
    for (line, source) in [(0, sources.first), (plot.height - 1, sources.last)] {
      guard let source else { continue }
      let label = "s \(source)"
      canvas.put(label, x: plot.x - 1 - label.count, y: plot.y + line, style: Style(.dim), maxWidth: label.count)
    }
    canvas.timeAxis(scene, plot: plot, y: plot.maxY)
  }
}
