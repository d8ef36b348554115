import Engine
import Recurrence

extension Session {
  /// Does what a person asked for.
  public mutating func apply(_ action: Action) {
    perform(action)
    orders.wanted = wanted
  }

  /// What is looked at and costs.
  private var wanted: Set<AnyAnalysis> {
    var wanted: [any Analysis] = []
    if let analysis = PanelCatalogue.panel(focus).wanted { wanted.append(analysis) }
    if isExplaining { wanted.append(Why()) }
    if lens != nil { wanted.append(Precision()) }
    if let window { wanted.append(Truncated(window: window)) }
    if let whatIf { wanted.append(TriedStep(whatIf)) }
    return Set(wanted.map(AnyAnalysis.init))
  }

  private mutating func perform(_ action: Action) {
    switch action {
    case .quit: isQuitting = true
    case .suspend, .redraw: break  // the terminal's own business
    case .help:
      isHelpShown.toggle()
      isExplaining = false
      helpScroll = 0
    case .escape: escape()
    case .toggleRun:
      isSweeping = false
      whatIf = nil
      orders.isRunning.toggle()
      message = .done(
        orders.isRunning ? "training at \(words.title(orders.speed))" : "paused: n makes one training step")
    case .trainOnce:
      isSweeping = false
      whatIf = nil
      orders.isRunning = false
      orders.steps += 1
      message = .done("one training step")
    case .speed(let step): changeSpeed(by: step)
    case .reset:
      orders.resets += 1
      message = .done("back to step 0 with the same seed \(experiment.seed)")
    case .resetWithNewSeed:
      orders.experiment.seed &+= 1
      message = .done("step 0 with a new seed \(experiment.seed)")
    case .change(let knob, let step):
      if whatIf != nil {
        tryOut(knob, by: step)
      } else {
        change { [terms, words] in knob.turn(&$0, by: step, terms, in: words) }
      }
    case .moveCursor(let steps): moveCursor(to: cursorTime + steps)
    case .cursorToStart: moveCursor(to: 0)
    case .cursorToEnd: moveCursor(to: Int.max)
    case .moveUnit(let units): moveUnit(by: units)
    case .point(let x, let y): point(x, y)
    case .focus(let step):
      focus = PanelID.allCases.neighbour(of: focus, by: step)
    case .toggleFullScreen:
      if whatIf != nil { keepWhatIf() } else { isFullScreen.toggle() }
    case .shiftScale(let decades): shiftScale(by: Double(decades))
    case .toggleSign:
      scale.isSigned.toggle()
      message = .done(
        scale.isSigned
          ? "colours tell the sign of ∂L/∂h_t, symmetric log scale" : "colours tell the magnitude of ∂L/∂h_t")
    case .gate(let step): chooseGate(by: step)
    case .layer(let step): chooseLayer(by: step)
    case .toggleSweep: toggleSweep()
    case .explain:
      isExplaining.toggle()
      isHelpShown = false
    case .follow(let suggestion): follow(suggestion)
    case .lens(let step): chooseLens(by: step)
    case .window(let step): chooseWindow(by: step)
    case .toggleWhatIf: toggleWhatIf()
    case .check: startCheck()
    case .openPrompt: prompt = Prompt()
    case .typed, .erase, .complete, .submit: edit(action)
    }
  }

  /// Changes the experiment, and adds to the message what became of the weights.
  mutating func change(_ turn: (inout Experiment) -> String) {
    let before = experiment
    let said = turn(&orders.experiment)
    guard experiment != before else {
      message = .done(said)
      return
    }
    let kept = experiment.keepsParameters(of: before)
    message = .done(said + (kept ? "; the weights stay" : "; the weights start anew (seed \(experiment.seed)), step 0"))
  }

  private mutating func escape() {
    if prompt != nil {
      prompt = nil
    } else if isHelpShown {
      isHelpShown = false
    } else if check != nil {
      check = nil
      orders.check = nil
    } else if isExplaining {
      isExplaining = false
    } else if whatIf != nil {
      toggleWhatIf()
    } else if isSweeping {
      toggleSweep()
    } else if isFullScreen {
      isFullScreen = false
    } else {
      message = nil
    }
  }

  private mutating func follow(_ number: Int) {
    guard isExplaining, let suggestions = reading?[Why()].value?.suggestions, suggestions.indices.contains(number)
    else {
      message = .done("e explains the verdict; 1 and 2 follow what it suggests")
      return
    }
    let suggestion = suggestions[number]
    isExplaining = false
    set(suggestion.setting, to: suggestion.value)
  }

  private mutating func changeSpeed(by step: Int) {
    let all = Speed.allCases
    let index = (all.firstIndex(of: orders.speed) ?? 0) + step
    orders.speed = all[min(max(0, index), all.count - 1)]
    message = .done("speed: \(words.title(orders.speed))" + (orders.isRunning ? "" : " (paused: Space trains)"))
  }

  private mutating func moveCursor(to time: Int) {
    if isHelpShown {
      return
    }
    let last = max(0, (trace?.shape.length ?? 1) - 1)
    cursor = min(max(0, time), last)
  }

  private mutating func moveUnit(by units: Int) {
    if isHelpShown {
      // From where it is seen: the window may have grown since.
      let furthest = placement.furthestHelp ?? .max
      helpScroll = min(max(0, min(helpScroll, furthest) + units), furthest)
      return
    }
    unit = min(max(0, unit + units), max(0, (trace?.shape.hidden ?? 1) - 1))
  }

  private mutating func point(_ x: Int, _ y: Int) {
    guard let trace, let (panel, area) = placement.timePlots.first(where: { $0.area.contains(x: x, y: y) })
    else { return }
    focus = panel
    moveCursor(to: TimeAxis(length: trace.shape.length, width: area.width).timesteps(of: x - area.x).lowerBound)
  }

  private mutating func shiftScale(by decades: Double) {
    guard scale.lowest + decades >= -320, scale.highest + decades <= 308 else { return }
    scale.lowest += decades
    scale.highest += decades
    message = .done("colour scale \(scale.title)")
  }

  private mutating func chooseGate(by step: Int) {
    guard let planes = reading?.planes, !planes.isEmpty else { return }
    gate = ((gate + step) % planes.count + planes.count) % planes.count
    message = .done("gate on show: \(planes[gate].name), \(words.title(planes[gate]))")
  }

  private mutating func chooseLayer(by step: Int) {
    let layers = trace?.shape.layers ?? 1
    guard layers > 1 else {
      message = .done("there is one layer; :layers 2 stacks another")
      return
    }
    layer = ((layer + step) % layers + layers) % layers
    message = .done("layer \(layer + 1) of \(layers) on show")
  }

  private mutating func toggleSweep() {
    isSweeping.toggle()
    if isSweeping {
      whatIf = nil
      orders.isRunning = false
      cursor = max(0, (trace?.shape.length ?? 1) - 1)
      message = .done("BPTT stands still at t = T: ← goes back one timestep, → undoes it, Esc leaves")
    } else {
      message = .done("back to the whole gradient; Space trains on")
    }
  }
}
