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

  /// What becomes of the weights by the change from other settings.
  private func start(after before: Experiment) -> WeightsStart {
    if experiment.keepsParameters(of: before) { return .kept }
    guard let given = channel.given else { return .drawn(seed: experiment.seed) }
    return experiment.takesWeights(of: given.experiment)
      ? .given(name: given.name) : .drawnInPlace(of: given.name, seed: experiment.seed)
  }
}
