/// What the picture means, what the keys do in the mode behind it, and then all keys, from the table that drives them.
enum HelpPage: Page {
  static func title(_ session: Session) -> String { "help" }

  static func lines(_ session: Session, width: Int, look: Look) -> [PageLine] {
    var lines = picture(session, width)
    lines += here(session, width: width)
    for group in Binding.Group.allCases {
      lines += [PageLine(), .heading(group.rawValue)]
      for binding in KeyBindings.all where binding.group == group {
        lines += PageLine.keys(binding.keyText, binding.help, width: width)
      }
    }
    return lines + glossary(width)
  }

  private static func picture(_ session: Session, _ width: Int) -> [PageLine] {
    let hasManyLosses = session.trace?.shape.lossAt == .every
    return [.heading("The picture: ∂L/∂h_t, how much each moment still teaches"), PageLine(isRamp: true)]
      + [
        "Left is earlier, right is later; each row is one hidden unit. "
          + (hasManyLosses ? "Each timestep has a loss" : "The loss is at the right end")
          + ", and the gradient travels back to the left.",
        "Dark: no learning signal. Bright: much of it. Where the left is dark, what came early teaches nothing.",
      ].flatMap { PageLine.wrapped($0, width: width) }
  }

  /// What the footer says in the mode behind: the most useful of it, as all of the table follows.
  private static func here(_ session: Session, width: Int) -> [PageLine] {
    guard let behind = session.modes.last(where: { [.exploring, .bptt, .whatIf].contains($0) }) else { return [] }
    return [PageLine(), .heading("Here: \(title(behind))")]
      + session.helpedHints.prefix(12).flatMap { PageLine.keys($0.keyText, $0.help ?? $0.label, width: width) }
  }

  private static func title(_ mode: Mode) -> String {
    switch mode {
    case .bptt: "BPTT, one timestep at a time"
    case .whatIf: "what if, on this very step"
    default: "training, and looking at it"
    }
  }

  private static func glossary(_ width: Int) -> [PageLine] {
    [PageLine(), .heading("What you see")]
      + [
        ("∂L/∂h_t", "the total gradient at t, through every later timestep: direct + recurrent"),
        ("colour", "its magnitude, log10, on a scale that never moves by itself"),
        ("slope of ‖·‖", "the contraction per step: a straight line down to the left vanishes"),
        ("gates", "0 shut … 1 open; f (LSTM) and z (GRU) are the gradient's way back"),
      ].flatMap { PageLine.keys($0.0, $0.1, width: width) }
  }
}
