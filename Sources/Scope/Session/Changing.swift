import Engine
import Recurrence

// The settings of the channel on show.
extension Session {
  /// Turns a setting by a key, and says what became of it and of the weights.
  mutating func turn(_ knob: Knob, by step: Int) {
    let before = experiment
    guard let setting = knob.setting(for: before.cell), let turn = setting.turn else {
      return say(.noGateToBias(before.cell))
    }
    if let hindrance = turn(&orders.experiment, step, terms) { return say(.hindered(hindrance)) }
    guard experiment != before else { return say(.alreadyThere(setting, before)) }
    if experiment.task != before.task { opening = nil }
    say(.turned(setting, from: before, to: experiment, start(after: before)))
  }

  /// Sets a setting by name and text, or says why it can't be.
  mutating func set(_ name: String, to text: String) {
    do {
      let (before, setting) = (experiment, try Settings.find(name))
      var changed = before
      try setting.set(&changed, text)
      try Settings.requireOpen(setting.name, in: changed)
      Settings.completeClipping(after: setting.name, in: &changed)
      try changed.validate()
      if let terms, changed.task == before.task { try changed.validate(for: terms) }
      orders.experiment = changed
      if changed.task != before.task { opening = nil }
      if changed.task != before.task, changed.task.kind.wantsPath {
        opening = Opening(setting: setting, before: before)
        return say(.opening(changed.task))
      }
      say(.typed(setting, from: before, to: changed, start(after: before)))
    } catch {
      message = .warning("\(error)")
    }
  }

  /// Says what the change to a task with a file has done, once the engine has opened the file.
  mutating func tellOfOpening(_ trace: Trace, kept: Bool) {
    guard let done = opening, trace.experiment.task == experiment.task else { return }
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
  /// What was set.
  let setting: Setting
  /// The settings before.
  let before: Experiment
}
