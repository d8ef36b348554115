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
    say(.changed(said, keepsWeights: experiment.keepsParameters(of: before), seed: experiment.seed))
  }

  /// Sets a setting by name and text, or says why it can't be.
  mutating func set(_ name: String, to text: String) {
    do {
      let setting = try Settings.find(name)
      var changed = experiment
      try setting.set(&changed, text)
      try changed.validate()
      if let terms, changed.task == experiment.task { try changed.validate(for: terms) }
      let before = setting.get(experiment)
      change {
        $0 = changed
        return "\(setting.name) \(before) → \(setting.get(changed))"
      }
    } catch {
      message = .warning("\(error)")
    }
  }
}
