import Recurrence

/// One timestep of backpropagation: its equations, and what they come to at the cursor.
///
/// It takes the place of the panel beside the heatmap while the backward sweep stands still.
enum StepPanel {
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
    let cell = scene.trace.shape.cell
    var lines: [Line] = []
    let clipping = scene.trace.experiment.clipping.mode
    lines.append(
      Line(
        "∂L/∂h_t = direct + recurrent" + (clipping.isInsideBPTT ? ", clipped \(clipping.title)" : ""), .accent,
        bold: true))
    lines.append(Line("‖direct‖     \(profile.direct[t].scientific(3))   \(directSource(scene))"))
    lines.append(Line("‖recurrent‖  \(profile.recurrent[t].scientific(3))   \(recurrentSource(scene))"))
    lines.append(Line("‖∂L/∂h_\(t + 1)‖".padded(to: 13) + profile.dh[t].scientific(3), .accent))
    for (state, norms) in zip(cell.states.dropFirst(), profile.otherStates) {
      lines.append(Line("‖∂L/∂\(state)_\(t + 1)‖".padded(to: 13) + norms[t].scientific(3), .accent))
    }
    if t + 1 < scene.length {
      let ratio = profile.ratios[t]
      let word = ratio < 1 ? "shrinks" : "grows"
      lines.append(Line("‖recurrent‖ / ‖∂L/∂h_\(t + 2)‖ = ×\(ratio.short()): it \(word) from t+1 to t", .warning))
      let total = profile.dh[t] / (profile.dh.last ?? .nan)
      lines.append(Line("‖∂L/∂h_\(t + 1)‖ / ‖∂L/∂h_T‖ = \(total.scientific(2))", .dim))
    } else {
      lines.append(Line("here the sweep begins: nothing flows in from later", .warning))
    }
    lines.append(Line("gates at t, mean over units:", .dim))
    for plane in scene.reading.planes {
      guard let statistics = plane.statistics else { continue }
      let mean = statistics.means[t]
      lines.append(
        Line(
          "\(GatePanel.shown(plane.name)) = \(mean.fixed(3))  ".padded(to: 14) + bar(mean, plane.kind)
            + "  \(plane.title)"))
    }
    lines.append(Line("forward:", .dim))
    lines += cell.description.equations.map { Line("  \($0)", .dim) }
    return lines
  }

  private static func directSource(_ scene: Scene) -> String {
    let (top, t) = (scene.session.layer == scene.trace.shape.layers - 1, scene.time)
    if !top { return "from layer \(scene.session.layer + 2) at t" }
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
