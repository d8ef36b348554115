import Recurrence

/// The backward sweep stands still at the cursor: ← takes it one timestep back, and the panels show what it has reached.
/// Space lets it go back by itself.
enum BPTTMode: PanelRules {
  static let needs = Need.standstill
  static let farewell: Remark? = .leftBPTT

  static func hints(_ session: Session) -> [Hint] {
    [
      Hint(.left, meaning: .earlierTimestep), Hint(.right, meaning: .laterTimestep),
      Hint(.character(" "), meaning: .play), Hint(.escape, meaning: .leaveBPTT), Hint(.home, meaning: .toFirst),
      Hint(.end, meaning: .toLast),
    ]
      + Hint.of(.moveUnit(by: 1), .layer(by: 1), .zoom(by: 1), .speed(by: 1), .toggle(.help), .quit)
  }

  static func respond(to action: Action, in session: inout Session) -> Response {
    switch action {
    // The equations stay beside the heatmap: no panel has the whole screen.
    case .confirm: return .nothing
    case .toggleRun: session.togglePlay()
    case .speed(let step): session.changePlaySpeed(by: step)
    // A hand on the cursor stops the play.
    case .moveCursor, .cursorToStart, .cursorToEnd, .point:
      session.playback.isPlaying = false
      return .asEverywhere
    default: return .asEverywhere
    }
    return .done
  }

  static func wanted(_ session: Session) -> [any Analysis] { [Growth(), Contributions()] }

  static func slots(_ layout: Layout) -> [Slot] {
    guard layout.isWide else { return layout.stacked(StepPanel.self, least: 14, heat: 4) }
    let (step, rest) = layout.right.split(top: max(20, layout.right.height * 3 / 5))
    return layout.timeColumn + [Slot(StepPanel.self, step)] + (rest.height >= 6 ? [Slot(.gates, rest)] : [])
  }

  static func enter(_ session: inout Session) {
    session.command { $0.isRunning = false }
    session.moveCursor(to: session.lastTime)
    session.say(.enteredBPTT)
  }

  static func leave(_ session: inout Session) { session.playback.isPlaying = false }
}
