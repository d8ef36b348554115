import Engine

// What the mouse is over.
extension Session {
  /// What a click or a turn of the wheel stands for at its place: the key that the footer names there, or a step of what
  /// lies below; any other action as it is.
  func resolved(_ action: Action) -> Action {
    switch action {
    case .point(let x, let y):
      guard let label = placement.keys.first(where: { $0.area.contains(x: x, y: y) }) else { return action }
      return KeyBindings.action(for: label.key, isTyping: prompt != nil) ?? action
    case .wheel(let step, let x, let y):
      let isOverTime = placement.timePlots.contains { $0.area.contains(x: x, y: y) }
      let isOverUnits = placement.unitPlots.contains { $0.contains(x: x, y: y) }
      return isOverTime && !isOverUnits ? .moveCursor(by: step) : .moveUnit(by: step)
    default: return action
    }
  }

  /// Focus and cursors to where the mouse points.
  mutating func point(x: Int, y: Int) {
    if let head = placement.channels.first(where: { $0.area.contains(x: x, y: y) }) { chooseChannel(head.channel) }
    guard trace != nil else { return }
    if let panel = placement.panels.first(where: { $0.area.contains(x: x, y: y) }) {
      view.focus = panel.panel
      chooseChannel(panel.channel)
    }
    if let plot = placement.timePlots.first(where: { $0.area.contains(x: x, y: y) }) {
      view.focus = plot.panel
      moveCursor(to: TimeAxis(window, width: plot.area.width).timesteps(of: x - plot.area.x).lowerBound)
    }
    if let area = placement.unitPlots.first(where: { $0.contains(x: x, y: y) }) {
      moveUnit(by: (y - area.y) * (trace?.shape.hidden ?? 1) / area.height - view.unit)
    }
  }
}
