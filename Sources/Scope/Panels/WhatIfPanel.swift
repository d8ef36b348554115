import Engine
import Recurrence

/// The step on show under other settings, below the step as it was, on the same scale.
enum WhatIfPanel {
  static func title(_ scene: Scene) -> String {
    guard let change = scene.session.whatIf else { return "what if" }
    let before = WhatIf(scene.trace)
    var parts: [String] = []
    if change.clipping != before.clipping {
      parts.append("clip \(change.clipping.mode.rawValue) θ \(change.clipping.threshold.short())")
    }
    if change.activation != before.activation { parts.append(change.activation.rawValue) }
    if change.forgetBias != before.forgetBias { parts.append("forget bias \(change.forgetBias.short())") }
    if change.updateBias != before.updateBias { parts.append("update bias \(change.updateBias.short())") }
    if change.gainFactor != 1 { parts.append("Wh ×\(change.gainFactor.short())") }
    return "what if: " + (parts.isEmpty ? "nothing changed yet (m t a f g)" : parts.joined(separator: ", "))
  }

  static func detail(_ scene: Scene) -> String {
    scene.reading.last(TriedStep.self).map { "loss \(scene.trace.loss.scientific()) → \($0.loss.scientific())" } ?? ""
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let changed = scene.reading.last(TriedStep.self) else {
      canvas.notYet(in: area)
      return
    }
    canvas.put(scene.words.line(changed.verdict), in: area, style: Style(.text, bold: true))
    let plot = Rect(
      x: area.x + Gutter.width, y: area.y + 1, width: area.width - Gutter.width, height: area.height - 2)
    guard !plot.isEmpty else { return }
    canvas.heat(changed.dh, scene, in: plot) { ValueInk.gradient($0, scene.session.scale, through: scene.session.lens) }
    canvas.timeAxis(scene, plot: plot, y: plot.maxY)
  }
}
