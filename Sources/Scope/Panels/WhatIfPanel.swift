import Engine
import Recurrence

/// The step on show under other settings, below the step as it was, on the same scale.
enum WhatIfPanel: TraceView {
  static func title(_ scene: Scene) -> String {
    guard let change = scene.session.channel.trial else { return scene.words.title(.whatIf([])) }
    var parts: [String] = []
    // Two settings may be told as one.
    for part in change.settings.map({ scene.words.brief($0, change.changed) }) where !parts.contains(part) {
      parts.append(part)
    }
    return scene.words.title(.whatIf(parts))
  }

  static func detail(_ scene: Scene) -> String {
    scene.reading.last(TriedStep.self).map { scene.words.title(.lossChange(from: scene.trace.loss, to: $0.loss)) } ?? ""
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let changed = scene.reading.last(TriedStep.self) else {
      canvas.notYet(scene, in: area)
      return
    }
    let verdict = canvas.look.most(in: area.width) { scene.words.line(changed.verdict, $0) }
    canvas.put(verdict, in: area, style: Style(.text, bold: true))
    let plot = area.plot(above: 1, below: 1)
    guard !plot.isEmpty else { return }
    canvas.heatmap(changed.dh, scene, in: plot) { ValueInk.gradient($0, scene.scale, through: scene.view.lens) }
    canvas.timeAxis(scene, plot: plot, y: plot.maxY)
  }
}
