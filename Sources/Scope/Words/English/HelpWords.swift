import Recurrence

extension English {
  /// What the picture means, in plain words.
  public func picture(hasManyLosses: Bool) -> (heading: String, text: [String]) {
    (
      "The picture: ∂L/∂h_t, how much each moment still teaches",
      [
        "Left is earlier, right is later; each row is one hidden unit. "
          + (hasManyLosses ? "Each timestep has a loss" : "The loss is at the right end")
          + ", and the gradient travels back to the left.",
        "Dark: no learning signal. Bright: much of it. Where the left is dark, what came early teaches nothing.",
      ]
    )
  }

  /// The keys of the mode that help was asked for in.
  public func here(_ mode: Mode) -> String {
    switch mode {
    case .bptt: "Here: BPTT, one timestep at a time"
    case .whatIf: "Here: what if, on this very step"
    default: "Here: training, and looking at it"
    }
  }

  /// What can be typed behind `:` besides a setting.
  public var typed: (heading: String, lines: [(line: String, meaning: String)]) {
    (
      "Typed behind :",
      [
        (":save FILE", "the whole session into a file, which gradflow --resume FILE goes on with"),
        (":step 340", "back to a training step of the run"),
        (":vs cell gru", "a copy of this network beside it, with other settings"),
        (":all length 50", "a setting in all networks"),
      ]
    )
  }

  /// What else is on the screen.
  public var glossary: (heading: String, terms: [(term: String, meaning: String)]) {
    (
      "What you see",
      [
        ("∂L/∂h_t", "the total gradient at t, through every later timestep: direct + recurrent"),
        ("colour", "its magnitude, log10, on a scale that never moves by itself"),
        ("slope of ‖·‖", "the contraction per step: a straight line down to the left vanishes"),
        ("gates", "0 shut … 1 open; f (LSTM) and z (GRU) are the gradient's way back"),
      ]
    )
  }

  /// The head of the table of keys as Markdown.
  public var keyTableHead: String { "| keys | what they do; the second key of a pair goes the other way |" }
}
