import Engine
import Recurrence

/// The first lines: what is being trained, how far it is, and the verdict.
enum Header {
  /// How many lines it takes.
  static let height = 2

  static func draw(_ session: Session, width: Int, on canvas: inout Canvas) {
    let experiment = session.experiment
    var x = 0
    func put(_ text: String, _ style: Style, on canvas: inout Canvas) {
      x = canvas.put(text, x: x, y: 0, style: style, maxWidth: max(0, width - x))
    }
    put(
      session.orders.isRunning ? "▶" : "‖", Style(session.orders.isRunning ? .good : .warning, bold: true), on: &canvas)
    put(" \(experiment.cell.title)", Style(.accent, bold: true), on: &canvas)
    for part in parts(experiment, session.trace, isWide: width >= 110)
    where x + canvas.look.width(of: part) + 3 <= width - 24 {
      put(" · ", Style(.dim), on: &canvas)
      put(part, Style(.text), on: &canvas)
    }
    let right =
      "step \(session.stepsTrained)"
      + (width >= 100 ? "  \(session.orders.isRunning ? session.words.title(session.orders.speed) : "paused")" : "")
    canvas.put(right, x: max(x + 1, width - right.count), y: 0, style: Style(.text, bold: true), maxWidth: right.count)

    guard let verdict = session.reading?.verdict else { return }
    canvas.put(session.words.line(verdict), x: 0, y: 1, style: Style(role(verdict.kind), bold: true), maxWidth: width)
  }

  private static func parts(_ e: Experiment, _ trace: Trace?, isWide: Bool) -> [String] {
    var parts = ["\(e.activation.rawValue)", "T \(trace?.shape.length ?? e.length)", "H \(e.hidden)"]
    if e.layers > 1 { parts.append("\(e.layers) layers") }
    for gate in e.cell.gates {
      switch gate.bias {
      case .forget where e.forgetBias != 0: parts.append("forget bias \(e.forgetBias.short())")
      case .update where e.updateBias != 0: parts.append("update bias \(e.updateBias.short())")
      default: break
      }
    }
    if e.gain != 1 { parts.append("gain \(e.gain.short())") }
    if e.initializer != .pytorch { parts.append(e.initializer.rawValue) }
    let theta = "clip \(e.clipping.mode.rawValue) θ \(e.clipping.threshold.short())"
    parts.append(e.clipping.mode == .off ? "clip off" : theta)
    parts.append(e.task.shortName)
    parts.append("loss at \((trace?.shape.lossAt ?? .last) == .last ? "T" : "every t")")
    parts.append("\(e.optimizer.rawValue) η \(e.learningRate.short())")
    if e.batch > 1 { parts.append("B \(e.batch)") }
    if isWide { parts.append("seed \(e.seed)") }
    return parts
  }

  private static func role(_ kind: Verdict.Kind) -> Role {
    switch kind {
    case .stable: .good
    case .vanishing, .dead, .saturated: .warning
    case .exploding, .diverged: .danger
    }
  }
}
