import Recurrence

extension English {
  /// A word for the footer.
  public func label(_ meaning: Hint.Meaning) -> String {
    switch meaning {
    case .does(let action): words(action)?.label ?? ""
    case .earlierTimestep: "back to t−1"
    case .laterTimestep: "undo"
    case .play: "play"
    case .toFirst: "to t=1"
    case .toLast: "to T"
    case .leaveBPTT: "leave BPTT"
    case .keep: "keep"
    case .goBack: "go back"
    case .scroll: "scroll"
    case .back: "back"
    case .followSuggestion: "follow a suggestion"
    case .complete: "completes"
    case .set: "sets"
    case .leaveLine: "leaves"
    case .earlierLine: "earlier"
    case .nameAlone: "a name tells its value"
    case .full(let bytes): "a line holds \(bytes) bytes; the rest is lost"
    }
  }

  /// A line for the help.
  public func help(_ action: Action) -> String { words(action)?.help ?? "" }

  /// Where the help lists keys.
  public func title(_ group: Binding.Group) -> String {
    switch group {
    case .training: "Training"
    case .network: "Network"
    case .past: "Looking back"
    case .comparing: "Comparing"
    case .looking: "Looking"
    case .program: "Program"
    }
  }

  /// For the footer and for the help; nil for what no key asks for.
  private func words(_ action: Action) -> (label: String, help: String)? {
    switch action {
    case .toggleRun: ("run/pause", "run or pause the training; in BPTT, play back through time")
    case .trainOnce: ("next step", "one training step, then stand still")
    case .toggle(let mode): words(mode)
    case .speed: ("speed", "faster, slower: the training, in BPTT the play")
    case .reset: ("reset", "back to step 0 with the same seed")
    case .resetWithNewSeed: ("new seed", "back to step 0 with a new seed")
    case .change(let knob, _): words(knob)

    case .moveCursor(let steps):
      abs(steps) == 1
        ? ("time", "the time cursor, one timestep")
        : ("by \(abs(steps))", "the time cursor, ten timesteps; also PageDown, PageUp")
    case .cursorToStart: ("t = 1", "the time cursor to t = 1")
    case .cursorToEnd: ("t = T", "the time cursor to t = T")
    case .zoom: ("zoom", "fewer, more timesteps on show, around the time cursor")
    case .pan: ("pan", "later, earlier timesteps, where zoomed in")
    case .fitTime: ("fit", "the timesteps above the colour scale's lower end, and back to all")
    case .moveUnit: ("unit", "the unit whose value is told")
    case .focus: ("panel", "the focus to the next panel")
    case .point: ("point", "time cursor, unit and focus to where it points; in the footer, what it says")
    case .wheel: ("scroll", "what it is over: units, gates; the time cursor; the lines of a page")
    case .confirm: ("full screen", "the panel in focus on the whole screen, and back")
    case .shiftScale: ("scale", "the colour scale two decades down, up")
    case .toggleSign: ("sign", "colours tell the magnitude, or the sign, of ∂L/∂h_t")
    case .toggleRelative: ("relative", "∂L/∂h_t over ‖∂L/∂h_T‖, or as it is")
    case .gate: ("gate", "which gate is on show")
    case .layer: ("layer", "which of the stacked layers is on show")
    case .lens: ("precision", "see ∂L/∂h_t through float16, bfloat16, float32")
    case .window: ("truncate", "truncated BPTT over k timesteps beside the full one")
    case .follow(let suggestion):
      suggestion == 0
        ? ("try 1", "follow the explanation's first suggestion") : ("try 2", "follow its second suggestion")

    case .travel: ("step", "one training step forth, back; the training stands. “:step 340” goes to that one")
    case .landmark:
      ("landmark", "the landmark after, before: a start, a change, a bookmark, the first clip, the first NaN")
    case .bookmark: ("bookmark", "a bookmark at the step on show; once more, away")
    case .now: ("now", "to the newest step; so does Esc. What is changed in the past begins a branch there")
    case .undo: ("undo", "the last change undone: back to where it was made, and on from there")

    case .copyChannel: ("compare", "a copy of this network beside it, to change: up to four, trained in step")
    case .dropChannel: ("drop", "this network away")
    case .channel: ("network", "the next network into the hand: keys and : are about it")
    case .comparison: ("view", "beside one another, as curves in one plot, as differences in decades")
    case .togglePin: ("pin", "a picture of this network as it is, to compare with; once more, away")
    case .toggleAll: ("all", "settings are changed in all networks, or in the one in hand")

    case .openPrompt: ("set", "type any setting: “:theta 0.5”; Tab completes, ↑ goes back; “:help theta” tells")
    case .escape: ("back", "leave the mode, the full screen, the past or the message")
    case .redraw: ("redraw", "draw the screen anew")
    case .suspend: ("suspend", "back to the shell; fg returns")
    case .quit: ("quit", "end the program")
    case .tick, .typed, .pasted, .erase, .edit, .complete, .submit: nil
    }
  }

  private func words(_ mode: Mode) -> (label: String, help: String)? {
    switch mode {
    case .bptt: ("BPTT", "step through backpropagation: ← from t to t−1, → undoes it, Esc leaves")
    case .explanation: ("explain", "why the gradient does this, with figures, and what to try")
    case .whatIf: ("what if", "try θ, clipping, activation, bias or gain on this very step")
    case .check: ("check", "check this step's gradients against finite differences")
    case .help: ("help", "this help")
    case .exploring: nil
    }
  }

  private func words(_ knob: Knob) -> (label: String, help: String) {
    switch knob {
    case .optimizer: ("optimiser", "SGD, momentum, RMSProp, Adam")
    case .learningRate: ("rate η", "the learning rate up, down")
    case .clip: ("clip", "what is clipped: nothing, the update, or ∂L/∂h_t inside BPTT")
    case .theta: ("θ", "the clipping threshold θ up, down")
    case .cell: ("cell", "the cell: RNN, GRU, LSTM")
    case .activation: ("activation", "the activation φ: tanh, relu, sigmoid, identity …")
    case .length: ("length T", "longer, shorter sequences: 5 … 10,000")
    case .lossAt: ("loss at", "the loss's position: at T alone, or at every t")
    case .initializer: ("init", "how the weights start: PyTorch, Glorot, orthogonal, identity, normal")
    case .gain: ("gain", "the factor on Wh at the start, up, down")
    case .bias: ("gate bias", "the forget bias (LSTM) or update bias (GRU) up, down")
    case .task: ("task", "the task: noise, adding; others by :task")
    }
  }
}
