import Engine
import Recurrence

// The settings of the channel on show.
extension Session {
  /// Turns a setting by a key, and says what became of it and of the weights.
  mutating func turn(_ knob: Knob, by step: Int) {
    ofAll(view.setsAll) { $0.turned(knob, by: step) }
  }

  /// Sets a setting by name and text, or says why it can't be.
  mutating func set(_ name: String, to text: String, inAll: Bool = false) {
    ofAll(inAll || view.setsAll) { try $0.typed(name, text) }
  }

  /// Makes a change in the channel in hand, or in all, and says what was done in the one in hand.
  private mutating func ofAll(_ isOfAll: Bool, _ change: (inout Session) throws -> Change) {
    do {
      let result = try change(&self)
      guard channels.count > 1 else { return say(result.remark) }
      guard isOfAll else { return say(result.isRestart ? .allAnew(result.remark) : result.remark) }
      var unchanged: [String] = []
      for index in channels.indices where index != view.channel {
        let other = Shown(channels[index], index: index)
        var session = looking(at: other)
        if (try? change(&session).isMade) != true { unchanged.append(other.name) }
        channels[index].orders = session.orders
      }
      say(.ofAll(result.remark, except: unchanged))
    } catch {
      message = .warning("\(error)")
    }
  }

  /// What became of a change.
  private typealias Change = (remark: Remark, isMade: Bool, isRestart: Bool)

  private mutating func turned(_ knob: Knob, by step: Int) -> Change {
    let before = experiment
    guard let setting = knob.setting(for: before.cell), let turn = setting.turn else {
      return (.noGateToBias(before.cell), false, false)
    }
    if let hindrance = turn(&orders.experiment, step, terms) { return (.hindered(hindrance), false, false) }
    guard experiment != before else { return (.alreadyThere(setting, before), false, false) }
    if experiment.task != before.task { opening = nil }
    let start = start(after: before)
    return (.turned(setting, from: before, to: experiment, start), true, start != .kept)
  }

  private mutating func typed(_ name: String, _ text: String) throws -> Change {
    let (before, setting) = (experiment, try Settings.find(name))
    var changed = before
    try setting.set(&changed, setting.name == "task" ? withHome(text) : text)
    try Settings.requireOpen(setting.name, in: changed)
    Settings.completeClipping(after: setting.name, in: &changed)
    try changed.validate()
    if let terms, changed.task == before.task { try changed.validate(for: terms) }
    orders.experiment = changed
    if changed.task != before.task { opening = nil }
    if changed.task != before.task, changed.task.kind.wantsPath {
      opening = Opening(channel: channel.id, setting: setting, before: before)
      return (.opening(changed.task), true, false)
    }
    let start = start(after: before)
    return (.typed(setting, from: before, to: changed, start), true, start != .kept)
  }

  /// `text:~/a` with the user's folder, as a shell has it for a path of its own.
  private func withHome(_ task: String) -> String {
    guard let home, let colon = task.firstIndex(of: ":"), task[colon...].hasPrefix(":~/") else { return task }
    return task[...colon] + home + task[colon...].dropFirst(2)
  }

  /// Says what the change to a task with a file has done, once the engine has opened the file.
  mutating func tellOfOpening(_ trace: Trace, kept: Bool) {
    guard let done = opening, done.channel == channel.id, trace.experiment.task == experiment.task else { return }
    opening = nil
    say(.typed(done.setting, from: done.before, to: experiment, kept ? .kept : start(after: done.before)))
  }

  /// What becomes of the weights by the change from other settings.
  private func start(after before: Experiment) -> WeightsStart {
    if experiment.keepsParameters(of: before) { return .kept }
    guard let given = channel.given else { return .drawn(seed: experiment.seed) }
    return experiment.takesWeights(of: given.experiment)
      ? .given(name: given.name) : .drawnInPlace(of: given.name, seed: experiment.seed)
  }
}

/// A change to a task whose file may turn out to be none.
struct Opening {
  /// The number of the network that it is of.
  let channel: Int
  /// What was set.
  let setting: Setting
  /// The settings before.
  let before: Experiment
}
