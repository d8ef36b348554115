import Engine
import Recurrence

/// The check of the gradients against finite differences: its progress, then what it found.
enum CheckPage: Page {
  /// The analysis that it draws from.
  static func wanted(_ session: Session) -> Check { Check(t: session.view.cursor.map { $0 + 1 }) }

  static func title(_ session: Session) -> String { session.words.title(.checkPage) }

  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine] {
    switch session.reading?[wanted(session)] {
    case nil: return []
    case .refused(let refusal):
      return PageLine.wrapped(session.words.line(refusal), Style(.warning), width: width, look: look)
    case .notYet:
      let share = session.channel.progress ?? 0
      let bar = Int(share * Double(max(0, width - 4)))
      return [
        PageLine(), PageLine(text: session.words.line(.checking(share))),
        PageLine(text: String(repeating: "█", count: bar), style: Style(.accent)),
      ]
    case .done(let check):
      let words = session.words
      var lines = [PageLine()]
      lines += PageLine.wrapped(
        words.line(check), Style(check.isPassed ? .good : .danger, bold: true), width: width, look: look)
      lines.append(PageLine())
      for part in check.parts {
        lines.append(PageLine(text: words.title(.checked(part)), style: Style(part.isPassed ? .text : .danger)))
      }
      lines.append(PageLine())
      return lines + PageLine.wrapped(words.line(.resolved), Style(.dim), width: width, look: look)
    }
  }
}
