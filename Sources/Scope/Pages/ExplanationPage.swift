import Engine
import Recurrence

/// The page behind the verdict: what is the case, with figures, and what to try.
enum ExplanationPage: TraceView {
  static func title(_ scene: Scene) -> String { "why\(scene.layerNote)" }

  static func detail(_ scene: Scene) -> String { "training step \(scene.trace.step)" }

  static func draw(_ scene: Scene, in inside: Rect, on canvas: inout Canvas) {
    guard let explanation = canvas.finding(scene.reading[Why()], scene.words, in: inside) else { return }
    var row = 1
    func put(_ text: String, _ style: Style, indent: Int, on canvas: inout Canvas) {
      for line in wrapped(text, to: inside.width - indent - 1) {
        canvas.put(line, x: inside.x + indent, y: inside.y + row, style: style, in: inside)
        row += 1
      }
    }
    for statement in explanation.statements {
      // The first NaN, not the one that the newest step met first.
      var statement = statement
      if case .diverged = statement, let first = scene.session.channel.divergence { statement = .diverged(first) }
      put(scene.words.line(statement), Style(.text), indent: 2, on: &canvas)
    }
    if let quantiles = norms(scene.session.channel.history) { put(quantiles, Style(.text), indent: 2, on: &canvas) }
    row += 1
    guard !explanation.suggestions.isEmpty else {
      let isWell = scene.reading.verdict.kind == .stable
      put(scene.words.nothingToTry(isWell: isWell), Style(isWell ? .good : .warning), indent: 2, on: &canvas)
      return
    }
    put("What to try", Style(.accent, bold: true), indent: 2, on: &canvas)
    for (k, suggestion) in explanation.suggestions.enumerated() {
      put("\(k + 1)  \(suggestion.setting) \(suggestion.value)", Style(.key, bold: true), indent: 2, on: &canvas)
      put(scene.words.line(suggestion.outcome), Style(.good), indent: 5, on: &canvas)
      put(scene.words.line(suggestion.reason), Style(.text), indent: 5, on: &canvas)
    }
  }

  /// Where θ would clip how often, by the run so far.
  private static func norms(_ history: History) -> String? {
    let norms = history.points.map(\.normBefore).filter(\.isFinite).sorted()
    guard norms.count >= 10 else { return nil }
    let (half, tenth) = (norms[norms.count / 2], norms[norms.count * 9 / 10])
    return "Over the run ‖∂L/∂W‖ has its median at \(half.short()): θ = \(tenth.short()) would clip one step in ten."
  }

  /// The text in lines of at most a width, broken at spaces.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count + 1 <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
