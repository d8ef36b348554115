import Engine
import Recurrence

// Back in the run, and forth: all networks together, for they are trained in step.
extension Session {
  /// Whether a step of the past is on show, or is about to be.
  public var isLookingBack: Bool { orders.lookingAt != nil }

  /// The position on show.
  private var place: Int? {
    guard let timeline = channel.timeline, let trace else { return nil }
    if let position = orders.lookingAt { return position }
    return channel.looked == nil ? min(timeline.position(ofStep: trace.step), timeline.count) : timeline.count
  }

  /// By so many training steps; past the last one there is now.
  mutating func travel(by steps: Int) {
    guard let place else { return warn(.remembersNothing) }
    guard place + steps >= 0 else { return say(.noEarlierStep) }
    guard isLookingBack || steps < 0 else { return say(.noLaterStep) }
    look(at: place + steps)
  }

  /// To the landmark before or after.
  mutating func travelToLandmark(by step: Int) {
    guard let place, let timeline = channel.timeline else { return warn(.remembersNothing) }
    let all = timeline.landmarks.map(\.position).filter { $0 < timeline.count }
    if let position = step < 0 ? all.last(where: { $0 < place }) : all.first(where: { $0 > place }) {
      look(at: position)
    } else if step < 0 || !isLookingBack {
      say(.noLandmark(isEarlier: step < 0))
    } else {
      lookAtNow()
    }
  }

  /// To a training step by its number, from 1, since the parameters last started.
  mutating func travel(to text: String) {
    guard let timeline = channel.timeline else { return warn(.remembersNothing) }
    let count = timeline.step(at: timeline.count).count
    guard let step = Int(text), (1...max(1, count)).contains(step), count > 0 else {
      return warn(.noSuchStep(text, of: count))
    }
    look(at: timeline.position(ofStep: step - 1))
  }

  mutating func toggleBookmark() {
    guard let place, let timeline = channel.timeline else { return warn(.remembersNothing) }
    for index in channels.indices where channels[index].timeline.map({ place <= $0.count }) ?? false {
      channels[index].timeline?.toggleBookmark(at: place)
    }
    say(.bookmark(timeline.step(at: place).step + 1, isSet: !timeline.bookmarks.contains(place)))
  }

  private mutating func look(at position: Int) {
    guard let timeline = channel.timeline, position < timeline.count else { return lookAtNow() }
    // Of a copy that is new the engine may not have told yet.
    guard channels.allSatisfy({ $0.timeline.map { position < $0.count } ?? false }) else { return say(.noLaterStep) }
    for index in channels.indices {
      let now = channels[index].settingsOfNow ?? channels[index].orders.experiment
      channels[index].settingsOfNow = now
      channels[index].orders.experiment = channels[index].timeline?.experiment(at: position) ?? now
    }
    command {
      $0.isRunning = false
      $0.lookingAt = position
    }
    opening = nil
    let before = position > 0 ? timeline.experiment(at: position - 1) : experiment
    say(
      .lookingBack(
        step: timeline.step(at: position).step + 1,
        timeline.landmarks.filter { $0.position == position }.map(\.kind), from: before, to: experiment))
  }

  /// Back to the newest step, and its settings.
  mutating func lookAtNow() {
    guard isLookingBack else { return say(.noLaterStep) }
    for index in channels.indices { channels[index].stopLookingBack() }
    say(.now(step: channel.stepsTrained))
  }
}

extension Channel {
  /// Orders what was there before.
  mutating func stopLookingBack() {
    orders = engineOrders
    (orders.lookingAt, settingsOfNow) = (nil, nil)
  }
}
