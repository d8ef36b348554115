import Engine

// Which modes are on, and in what order they go.
extension Session {
  /// Into a mode, or out of it where it is on top.
  mutating func toggle(_ target: Mode) {
    guard mode != target else { return leaveMode() }
    guard target.rules.canEnter(self) else { return }
    // A page takes the place of a page, any other mode that of all; where it is on already, it is laid open.
    while mode != target, mode != .exploring, mode.rules.isPage || !target.rules.isPage { drop(mode) }
    guard mode != target else { return }
    modes.append(target)
    if target.rules.isPage { view.scroll = 0 }
    target.rules.enter(&self)
  }

  /// Out of the mode on top, to the one below it.
  mutating func leaveMode() {
    guard mode != .exploring else { return }
    // What it said was about itself.
    message = mode.rules.farewell.map { .done(words.line($0)) }
    drop(mode)
  }

  /// Out of what is on top: the line being typed, the mode, the full screen, the past, the message.
  mutating func escape() {
    if prompt != nil {
      prompt = nil
    } else if mode != .exploring {
      leaveMode()
    } else if view.isFullScreen {
      view.isFullScreen = false
    } else if isLookingBack {
      lookAtNow()
    } else {
      message = nil
    }
  }

  /// Ends the modes that can't go on under the orders of now, or with the channel in hand, given those before.
  mutating func endModes(after before: Orders, of channelBefore: Int) {
    let trains = orders.isRunning || orders.steps != before.steps
    let isReplaced =
      orders.experiment != before.experiment || orders.resets != before.resets || orders.lookingAt != before.lookingAt
      || orders.resumed != before.resumed || channel.id != channelBefore
    for mode in modes {
      switch mode.rules.needs {
      case .standstill where trains: drop(mode)
      case .thisStep where trains || isReplaced: drop(mode)
      default: break
      }
    }
  }

  private mutating func drop(_ mode: Mode) {
    modes.removeAll { $0 == mode }
    mode.rules.leave(&self)
  }
}
