import Engine
import Recurrence

/// The check of the gradients against finite differences: its progress, then what it found.
enum CheckPage: TraceView {
  static func title(_ scene: Scene) -> String { "check: BPTT against finite differences" }

  static func draw(_ scene: Scene, in inside: Rect, on canvas: inout Canvas) {
    switch scene.session.channel.check {
    case nil: break
    case .running(let share):
      canvas.put("  \(scene.words.line(.checking(share)))", in: inside, row: 1, style: Style(.text))
      let width = Int(share * Double(max(0, inside.width - 4)))
      canvas.fill(Rect(x: inside.x + 2, y: inside.y + 2, width: width, height: 1), with: "█", style: Style(.accent))
    case .done(let check):
      canvas.put(
        "  \(scene.words.line(check))", in: inside, row: 1, style: Style(check.isPassed ? .good : .danger, bold: true))
      for (k, part) in check.parts.enumerated() {
        let title = "\(part.isPassed ? "ok  " : "FAIL")  \(scene.words.title(part))"
        canvas.put(
          "  \(title): \(part.resolved) of \(part.components.count) resolved, \(scene.words.accuracy(part))",
          in: inside, row: 3 + k, style: Style(part.isPassed ? .text : .danger))
      }
      canvas.put(
        "  \(scene.words.line(.resolved))", in: inside, row: 4 + check.parts.count, style: Style(.dim))
    }
  }
}
