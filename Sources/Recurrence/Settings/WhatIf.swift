/// A change of settings that can be tried on a step: on the same data, and the same parameters but for what the change
/// does to them.
///
///     let change = WhatIf(trace) { $0.forgetBias += 1 }
///     let after = change.recompute(trace)   // beside `trace`
public struct WhatIf: Sendable, Hashable {
  /// The settings before.
  public let original: Experiment
  /// The settings after; they differ in tryable ones alone.
  public let changed: Experiment

  /// The change from settings to others.
  public init(from original: Experiment, to changed: Experiment) {
    (self.original, self.changed) = (original, changed)
    for setting in settings { precondition(setting.isTryable, "what if can't try \(setting.name)") }
  }

  /// What is changed.
  public var settings: [Setting] { Settings.differing(original, changed) }

  /// The change made in other settings.
  public func experiment(from other: Experiment) -> Experiment {
    var experiment = other
    for setting in settings { setting.copy(&experiment, changed) }
    return experiment
  }
}
