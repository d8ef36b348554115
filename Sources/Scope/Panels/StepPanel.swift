import Engine
import Recurrence

/// One timestep of backpropagation: its equations, and what they come to at the cursor.
///
/// It takes the place of the panel beside the heatmap while the backward sweep stands still.
enum StepPanel: TraceView {
  static func title(_ scene: Scene) -> String { "BPTT at t = \(scene.time + 1) of \(scene.length)" }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    for (k, line) in lines(scene).prefix(max(0, area.height)).enumerated() {
      canvas.put(line.text, x: area.x + 1, y: area.y + k, style: line.style, maxWidth: max(0, area.width - 1))
    }
  }

  private struct Line {
    let text: String
    let style: Style
    init(_ text: String, _ role: Role = .text, bold: Bool = false) {
      self.text = text
      style = Style(role, bold: bold)
    }
  }

  private static func lines(_ scene: Scene) -> [Line] {
    let (t, profile) = (scene.time, scene.reading.profile)
    let states = scene.trace.shape.cell.states
    let clipping = scene.trace.experiment.clipping.mode
    let cut = clipping.isInsideBPTT ? ", then clipped \(scene.words.title(clipping))" : ""
    var lines = [
      Line("∂L/∂h_t = direct + recurrent" + cut, .accent, bold: true),
      Line("‖direct‖".padded(to: 14) + size(profile.direct[t]) + "   \(directSource(scene))"),
      Line("‖recurrent‖".padded(to: 14) + size(profile.recurrent[t]) + "   \(recurrentSource(scene))"),
      Line("→ ‖∂L/∂h_\(t + 1)‖".padded(to: 14) + size(profile.dh[t]), .accent, bold: true),
    ]
    for (state, norms) in zip(states.dropFirst(), profile.otherStates) {
      lines.append(Line("  ‖∂L/∂\(state)_\(t + 1)‖".padded(to: 14) + size(norms[t]), .accent))
    }
    lines +=
      t + 1 < scene.length ? change(profile, t) : [Line("here the sweep begins: nothing comes from later", .warning)]
    lines.append(Line("gates at t, mean over the units:", .dim))
    for plane in scene.reading.planes {
      guard let statistics = plane.statistics else { continue }
      let name = "\(GatePanel.shown(plane.name)) = \(statistics.means[t].fixed(3))".padded(to: 15)
      lines.append(Line(name + bar(statistics.means[t], plane.kind) + "  \(scene.words.title(plane))"))
    }
    lines.append(Line("forward:", .dim))
    lines += scene.trace.shape.cell.description.equations.map { Line("  \($0)", .dim) }
    return lines
  }

  /// From t+1 to t, and from T to t.
  private static func change(_ profile: GradientProfile, _ t: Int) -> [Line] {
    let ratio = profile.ratios[t]
    let total = profile.dh[t] / (profile.dh.last ?? .nan)
    let words =
      ratio < 1 ? "it shrinks" : ratio >= 1 ? "it grows" : profile.dh[t + 1] == 0 ? "nothing arrives" : "not a number"
    return [
      Line("‖recurrent‖ / ‖∂L/∂h_\(t + 2)‖ = ×\(ratio.short()): \(words)", .warning),
      Line("‖∂L/∂h_\(t + 1)‖ / ‖∂L/∂h_T‖ = \(size(total)) so far", .dim),
    ]
  }

  private static func size(_ norm: Double) -> String { norm == 0 ? "0        " : norm.scientific(3) }

  private static func directSource(_ scene: Scene) -> String {
    let (top, t) = (scene.view.layer == scene.trace.shape.layers - 1, scene.time)
    if !top { return "from layer \(scene.view.layer + 2) at t" }
    if scene.trace.shape.lossAt == .every { return "from the loss at t" }
    return t == scene.length - 1 ? "from the loss at T" : "no loss reads h_\(t + 1)"
  }

  private static func recurrentSource(_ scene: Scene) -> String {
    scene.time == scene.length - 1 ? "nothing comes after T" : "back from t+1 = \(scene.time + 2)"
  }

  private static func bar(_ value: Double, _ kind: Plane.Kind) -> String {
    guard value.isFinite else { return "" }
    let share = kind == .logistic ? value : (value + 1) / 2
    let filled = Int((min(1, max(0, share)) * 10).rounded())
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
  }
}

extension String {
  /// The string with spaces up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
