import Engine
import Recurrence

// What is changed in the past begins a branch there; the future that is left stays as a picture.
extension Session {
  /// Goes on from the step that is looked at, where an action has changed something since the channels were these.
  mutating func branch(since before: [Channel]) {
    func earlier(_ channel: Channel) -> Channel? {
      before.first { $0.id == channel.id } ?? before.first { $0.id == channel.origin }
    }
    guard let position = orders.lookingAt, earlier(channel)?.orders.lookingAt == position else { return }
    let isReset = channels.contains { $0.orders.resets != earlier($0)?.orders.resets }
    guard !isReset else {
      for index in channels.indices { channels[index].stopLookingBack() }
      return
    }
    let isChanged = channels.contains { channel in
      guard let old = earlier(channel)?.orders else { return true }
      let new = channel.orders
      return new.isRunning || new.experiment != old.experiment || new.steps != old.steps || new.kept != old.kept
    }
    guard isChanged, let timeline = channel.timeline else { return }
    let future = leaveFuture()
    // What was told of a run may be older than what was asked of it since: its end is then the place.
    for index in channels.indices {
      guard let timeline = channels[index].timeline else { continue }
      channels[index].resume(timeline.prefix(min(position, timeline.count)))
    }
    say(.branched(message?.text, step: timeline.step(at: min(position, timeline.count)).step + 1, future))
  }

  /// Goes to where the last change of the channel in hand was made, and on from there without it.
  mutating func undo() {
    guard let timeline = channel.timeline, let last = timeline.changes.last else { return warn(.remembersNothing) }
    let undone = channel.engineOrders.experiment
    // What the engine has not told of yet.
    let isNew = undone != last.experiment
    guard let part = isNew ? timeline : timeline.beforeLastChange else { return say(.nothingToUndo) }
    let isStart = !isNew && last.effect == .start
    let future = part.count < timeline.count ? leaveFuture() : .nothing
    for index in channels.indices {
      guard var other = index == view.channel ? part : channels[index].timeline else { continue }
      if index != view.channel { other = other.prefix(min(part.count, other.count)) }
      // Where one starts anew, all do, and so it is taken back.
      while isStart, index != view.channel, other.startsAnew(at: part.count), let earlier = other.beforeLastChange {
        other = earlier
      }
      channels[index].orders.experiment = other.experiment(at: other.count)
      channels[index].resume(other)
    }
    opening = nil
    say(.undone(from: undone, to: experiment, step: part.step(at: part.count).step, isStart: isStart, future))
  }

  /// Keeps the channel in hand as a picture of what is left, unless another is pinned by hand.
  private mutating func leaveFuture() -> Remark.Future {
    if let pinned, !pinned.isLeft { return .lost(pinned: Shown(pinned, index: nil).name) }
    let picture = channel.left()
    pinned = picture
    return .picture(Shown(picture, index: nil).name)
  }
}

extension Channel {
  /// Goes on from the end of a timeline, with the settings that are ordered.
  fileprivate mutating func resume(_ part: Timeline) {
    orders.resumed = Numbered(part, after: orders.resumed)
    (orders.lookingAt, settingsOfNow, timeline) = (nil, nil, part)
  }
}

extension Timeline {
  /// Whether the parameters start at a position, but for the beginning.
  fileprivate func startsAnew(at position: Int) -> Bool {
    changes.dropFirst().contains { $0.position == position && $0.effect == .start }
  }
}
