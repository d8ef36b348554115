import Engine
import Recurrence

/// The check of the gradients against finite differences: its progress, then what it found.
enum CheckPage: Page {
  static func title(_ session: Session) -> String { session.words.title(.checkPage) }

  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine] {
    switch session.channel.check {
    case nil: return []
    case .running(let share):
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
