import Engine
import Recurrence

// What a session does for the analyses that have a mode or a setting of their own.
extension Session {
  mutating func chooseLens(by step: Int) {
    let choices: [FloatFormat?] = [nil] + FloatFormat.all
    lens = choices.neighbour(of: lens, by: step)
    message = .done(
      lens.map { "seen through \($0.name): what it would lose looks like 0 or Inf" } ?? "seen in float64, as it is")
  }

  mutating func chooseWindow(by step: Int) {
    let choices: [Int?] = [nil, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    window = choices.neighbour(of: window, by: step)
    message = .done(
      window.map { "truncated BPTT over k = \($0) timesteps beside the full one" } ?? "no truncated BPTT on show")
  }

  // MARK: - What if

  mutating func toggleWhatIf() {
    if whatIf != nil {
      whatIf = nil
      message = .done("back to the step as it was")
      return
    }
    guard let trace else { return }
    orders.isRunning = false
    isSweeping = false
    isFullScreen = false
    whatIf = WhatIf(trace)
    message = .done("what if? m t a f g change this step; Enter keeps the change, Esc goes back")
  }

  /// Turns a knob on the step on show alone.
  mutating func tryOut(_ knob: Knob, by step: Int) {
    guard let change = whatIf, let trace else { return }
    var experiment = change.experiment(from: trace.experiment)
    let setting = knob.setting(for: experiment.cell)
    guard setting?.isTryable ?? true else {
      message = .warning("what if tries m t a f g; Esc goes back to the other keys")
      return
    }
    if let reason = setting?.whyNotTried(trace.experiment) {
      message = .warning(reason)
      return
    }
    let said = knob.turn(&experiment, by: step, terms, in: words)
    whatIf = WhatIf(from: trace.experiment, to: experiment)
    message = .done("what if: \(said)")
  }

  mutating func keepWhatIf() {
    guard let change = whatIf else { return }
    whatIf = nil
    orders.experiment = change.experiment(from: orders.experiment)
    orders.kept = Numbered(change, after: orders.kept)
    message = .done("kept: the weights take the change with them; Space trains on")
  }

  // MARK: - Check

  mutating func startCheck() {
    guard let trace else { return }
    orders.isRunning = false
    isExplaining = false
    check = .running(0)
    orders.check = Numbered(CheckOrder(layer: layer, t: min(cursorTime, trace.shape.length - 1) + 1), after: lastCheck)
    lastCheck = orders.check
  }
}
