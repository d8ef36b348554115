import Engine
import Recurrence

/// The page behind the verdict: what is the case, with figures, and what to try.
enum ExplanationPage: Page {
  static func title(_ session: Session) -> String {
    let (words, page) = (session.words, session.words.title(.explanationPage))
    guard let scene = Scene(session) else { return page }
    return "\(scene.layerNote)\(page), \(words.title(.atStep(session.channel.stepOnShow)))"
  }

  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine] {
    let words = session.words
    guard let reading = session.reading else { return [PageLine(text: words.line(.firstStep))] }
    switch reading[Why()] {
    case .notYet: return [PageLine(text: words.line(.underWay(session.channel.progress)), style: Style(.dim))]
    case .refused(let refusal): return PageLine.wrapped(words.line(refusal), Style(.warning), width: width, look: look)
    case .done(let explanation):
      var lines = [PageLine()]
      func put(_ text: String, _ style: Style, indent: Int) {
        lines += PageLine.wrapped(text, style, indent: indent, width: width, look: look)
      }
      for statement in explanation.statements {
        // The first NaN, not the one that the newest step met first.
        var statement = statement
        if case .diverged = statement, let first = session.channel.divergence { statement = .diverged(first) }
        put(words.line(statement), Style(.text), indent: 2)
        if case .diverged = statement, session.channel.timeline != nil {
          put(words.line(.lastFinite), Style(.key), indent: 2)
        }
      }
      if let norms = norms(session.channel.historySeen) { put(words.line(norms), Style(.text), indent: 2) }
      lines.append(PageLine())
      guard !explanation.suggestions.isEmpty else {
        let isWell = reading.verdict.kind == .stable
        put(words.nothingToTry(isWell: isWell), Style(isWell ? .good : .warning), indent: 2)
        return lines
      }
      put(words.title(.whatToTry), Style(.accent, bold: true), indent: 2)
      for (k, suggestion) in explanation.suggestions.enumerated() {
        put("\(k + 1)  \(suggestion.setting) \(suggestion.value)", Style(.key, bold: true), indent: 2)
        put(words.line(suggestion.outcome), Style(.good), indent: 5)
        put(words.line(suggestion.reason), Style(.text), indent: 5)
      }
      return lines
    }
  }

  /// Where θ would clip how often, by the run so far.
  private static func norms(_ history: History) -> Note? {
    let norms = history.points.map(\.normBefore).filter(\.isFinite).sorted()
    guard norms.count >= 10 else { return nil }
    return .norms(median: norms[norms.count / 2], highestTenth: norms[norms.count * 9 / 10])
  }
}
