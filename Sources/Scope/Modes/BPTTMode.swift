/// The backward sweep stands still at the cursor: ← takes it one timestep back, and the panels show what it has reached.
enum BPTTMode: PanelRules {
  static let needs = Need.standstill
  static let farewell: Remark? = .leftBPTT

  static let hints =
    [
      Hint(.left, label: "back to t−1"), Hint(.right, label: "undo"), Hint(.home, label: "to t=1"),
      Hint(.end, label: "to T"),
    ] + Hint.of(.moveUnit(by: 1), .layer(by: 1)) + [Hint(.escape, label: "leave BPTT")]
    + Hint.of(.toggle(.help), .quit)

  static func respond(to action: Action, in session: inout Session) -> Response {
    // The equations stay beside the heatmap: no panel has the whole screen.
    action == .toggleFullScreen ? .nothing : .asEverywhere
  }

  static func slots(_ layout: Layout) -> [Slot] {
    guard layout.isWide else { return layout.stacked(StepPanel.self, least: 14) }
    let (step, rest) = layout.right.split(top: 20)
    return layout.timeColumn + [Slot(StepPanel.self, step)] + (rest.height >= 6 ? [Slot(.gates, rest)] : [])
  }

  static func enter(_ session: inout Session) {
    session.orders.isRunning = false
    session.moveCursor(to: session.lastTime)
    session.message = .done("BPTT stands still at t = T: ← goes back one timestep, → undoes it, Esc leaves")
  }
}
