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
      say(.typed(setting, from: before, to: changed, start(after: before)))
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
