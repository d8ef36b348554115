import Engine
import Recurrence

// From a key to what is done: key → action → the mode's own meaning of it, or the one it has everywhere.
extension Session {
  /// What a key asks for; nil where it is not bound.
  public func action(for key: Key) -> Action? { KeyBindings.action(for: key, isTyping: prompt != nil) }

  /// Does what a key asks for, or says that it does nothing.
  public mutating func press(_ key: Key) {
    guard let action = action(for: key) else { return tellUnknown(key) }
    // What was said is answered by the next key, whatever it is, that does something.
    let said = message.take()
    guard !apply(action) else { return }
    message = said
    tellUnknown(key)
  }

  /// Does what a person asked for. False where it means nothing in this mode.
  @discardableResult
  public mutating func apply(_ action: Action) -> Bool {
    let action = resolved(action)
    let (before, inHand, channelsBefore) = (orders, channel.id, channels)
    let response = mode.rules.respond(to: action, in: &self)
    if response == .asEverywhere { perform(action) }
    branch(since: channelsBefore)
    endModes(after: before, of: inHand)
    settleWanted()
    return response != .nothing
  }

  /// Has worked out what is looked at.
  mutating func settleWanted() {
    for index in channels.indices { channels[index].orders.wanted = index == view.channel ? wanted : wantedBeside }
  }

  /// What is looked at and costs.
  private var wanted: Set<AnyAnalysis> {
    var wanted = modes.flatMap { $0.rules.wanted(self) }
    if let analysis = PanelCatalogue.panel(view.focus).wanted { wanted.append(analysis) }
    if view.lens != nil { wanted.append(Precision()) }
    if let window = view.window { wanted.append(Truncated(window: window)) }
    return Set(wanted.map { AnyAnalysis($0, layer: view.layer) })
  }

  /// What is looked at in the other channels.
  private var wantedBeside: Set<AnyAnalysis> {
    Set([PanelCatalogue.panel(view.focus).wanted].compactMap { $0.map { AnyAnalysis($0, layer: view.layer) } })
  }

  private mutating func tellUnknown(_ key: Key) {
    switch key {
    case .mouse, .resize: break
    case _ where prompt != nil: break
    case _ where mode.rules.isPage: warn(.unboundKey(key, onPage: true))
    default: warn(.unboundKey(key, onPage: false))
    }
  }

  private mutating func perform(_ action: Action) {
    switch action {
    case .quit: quit()
    case .suspend, .redraw: break  // the terminal's own business
    case .toggle(let mode): toggle(mode)
    case .escape: escape()
    case .toggleRun: toggleRun()
    case .trainOnce: trainOnce()
    case .speed(let step): changeSpeed(by: step)
    case .reset: reset()
    case .resetWithNewSeed: resetWithNewSeed()
    case .change(let knob, let step): turn(knob, by: step)
    case .moveCursor(let steps): moveCursor(to: cursorTime + steps)
    case .cursorToStart: moveCursor(to: 0)
    case .cursorToEnd: moveCursor(to: lastTime)
    case .zoom(let step): zoom(by: step)
    case .pan(let step): pan(by: step)
    case .fitTime: fitTime()
    case .toggleRelative: toggleRelative()
    case .tick: tick()
    case .moveUnit(let units): moveUnit(by: units)
    case .wheel: break  // resolved
    case .point(let x, let y): point(x: x, y: y)
    case .focus(let step): view.focus = PanelCatalogue.all.map { $0.id }.neighbour(of: view.focus, by: step)
    case .confirm: view.isFullScreen.toggle()
    case .shiftScale(let decades): shiftScale(by: Double(decades))
    case .toggleSign: toggleSign()
    case .gate(let step): chooseGate(by: step)
    case .layer(let step): chooseLayer(by: step)
    case .follow: say(.explainFirst)
    case .lens(let step): chooseLens(by: step)
    case .window(let step): chooseWindow(by: step)
    case .travel(let steps): travel(by: steps)
    case .landmark(let step): travelToLandmark(by: step)
    case .bookmark: toggleBookmark()
    case .now: lookAtNow()
    case .undo: undo()
    case .copyChannel: copyChannel()
    case .dropChannel: dropChannel()
    case .channel(let step): chooseChannel(by: step)
    case .comparison(let step): chooseComparison(by: step)
    case .togglePin: togglePin()
    case .toggleAll: toggleAll()
    case .openPrompt: prompt = Prompt()
    case .typed, .pasted, .erase, .edit, .complete, .submit: edit(action)
    }
  }
}
