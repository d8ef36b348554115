/// What the picture means, what the keys do in the mode behind it, and then all keys, from the table that drives them.
enum HelpPage: Page {
  static func title(_ session: Session) -> String { session.words.title(.helpPage) }

  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine] {
    let words = session.words
    var lines = picture(session, width, look)
    lines += here(session, width: width, look: look)
    for group in Binding.Group.allCases {
      lines += [PageLine(), .heading(words.title(group))]
      for binding in KeyBindings.all where binding.group == group {
        lines += PageLine.keys(binding.keyText, words.help(binding.action), width: width, look: look)
      }
    }
    let typed = words.typed
    lines += [PageLine(), .heading(typed.heading)]
    lines += typed.lines.flatMap { PageLine.keys($0.line, $0.meaning, width: width, look: look) }
    let glossary = words.glossary
    return lines + [PageLine(), .heading(glossary.heading)]
      + glossary.terms.flatMap { PageLine.keys($0.term, $0.meaning, width: width, look: look) }
  }

  private static func picture(_ session: Session, _ width: Int, _ look: Look) -> [PageLine] {
    let picture = session.words.picture(hasManyLosses: session.trace?.shape.lossAt == .every)
    return [.heading(picture.heading), PageLine(isRamp: true)]
      + picture.text.flatMap { PageLine.wrapped($0, width: width, look: look) }
  }

  /// What the footer says in the mode behind: the most useful of it, as all of the table follows.
  private static func here(_ session: Session, width: Int, look: Look) -> [PageLine] {
    guard let behind = session.modes.last(where: { [.exploring, .bptt, .whatIf].contains($0) }) else { return [] }
    let words = session.words
    return [PageLine(), .heading(words.here(behind))]
      + session.helpedHints.prefix(12).flatMap { hint in
        var text = words.label(hint.meaning)
        if case .does(let action) = hint.meaning { text = words.help(action) }
        return PageLine.keys(hint.keyText, text, width: width, look: look)
      }
  }
}
