import Engine
import Recurrence

// The settings of the channel on show.
extension Session {
  /// Changes the experiment, and adds to the message what became of the weights.
  mutating func change(_ turn: (inout Experiment) -> String) {
    let before = experiment
    let said = turn(&orders.experiment)
    guard experiment != before else {
      message = .done(said)
      return
    }
    let task = experiment.task
    if task != before.task { opening = nil }
    if task != before.task, task.kind.wantsPath {
      opening = Opening(said: said, before: before)
      return say(.opening(task))
    }
    say(.changed(said, start(after: before)))
  }

  /// Sets a setting by name and text, or says why it can't be.
  mutating func set(_ name: String, to text: String) {
    do {
      let setting = try Settings.find(name)
      var changed = experiment
      try setting.set(&changed, text)
      try Settings.requireOpen(setting.name, in: changed)
      let clips = Settings.completeClipping(after: setting.name, in: &changed)
      try changed.validate()
      if let terms, changed.task == experiment.task { try changed.validate(for: terms) }
      let before = setting.get(experiment)
      change {
        $0 = changed
        return "\(setting.name) \(before) → \(setting.get(changed))"
          + (clips ? ", clip \(changed.clipping.mode.rawValue)" : "")
      }
    } catch {
      message = .warning("\(error)")
    }
  }

  /// Says what the change to a task with a file has done, once the engine has opened the file.
  mutating func tellOfOpening(_ trace: Trace, kept: Bool) {
    guard let done = opening, trace.experiment.task == experiment.task else { return }
    opening = nil
    say(.changed(done.said, kept ? .kept : start(after: done.before)))
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
  /// What was set, in the setting's own words.
  let said: String
  /// The settings before.
  let before: Experiment
}
