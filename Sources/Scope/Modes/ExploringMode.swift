/// Training, and looking at it. Every other mode comes back to it, and every key means what the table says.
enum ExploringMode: PanelRules {
  static let needs = Need.nothing

  static func hints(_ session: Session) -> [Hint] {
    let leaving = session.view.isFullScreen ? [Hint(.escape, meaning: .back)] : []
    let past =
      session.isLookingBack ? Hint.of(.travel(by: 1), .landmark(by: 1), .now, .bookmark) : []
    let beginning = Hint.of(.toggle(.help)) + leaving + Hint.of(.toggleRun) + past
    let comparing =
      session.isComparing ? Hint.of(.channel(by: 1), .comparison(by: 1), .copyChannel, .dropChannel) : []
    return beginning + comparing
      + Hint.of(
        .toggle(.bptt), .toggle(.explanation), .change(.cell, by: 1), .change(.activation, by: 1),
        .change(.clip, by: 1), .change(.theta, by: 1), .change(.length, by: 1), .openPrompt, .quit,
        .change(.bias, by: 1)) + (session.isComparing ? Hint.of(.togglePin, .toggleAll) : Hint.of(.copyChannel))
      + Hint.of(
        .focus(by: 1), .confirm, .trainOnce, .moveCursor(by: 1), .speed(by: 1), .change(.gain, by: 1),
        .change(.initializer, by: 1), .change(.lossAt, by: 1), .change(.task, by: 1), .reset, .travel(by: 1),
        .landmark(by: 1), .undo)
  }

  static func slots(_ layout: Layout) -> [Slot] {
    let focus = layout.session.view.focus
    if layout.session.view.isFullScreen { return [Slot(focus, layout.body)] }
    if layout.session.isComparing { return layout.comparison }
    guard layout.isWide else { return layout.stacked(PanelCatalogue.panel(focus == .heat ? .norms : focus), least: 9) }
    let (gates, training) = layout.right.split(top: layout.right.height * 3 / 5)
    return layout.timeColumn + [Slot(.gates, gates), Slot(.training, training)]
  }
}
