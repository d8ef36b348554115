/// The table of settings.
public enum Settings {
  /// Every setting.
  public static let all: [Setting] = network + data + start + update

  /// The setting of exactly that name.
  public static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  /// The setting of that name, or of the only name that begins so; throws a line with the known ones otherwise.
  public static func find(_ name: String) throws -> Setting {
    if let exact = named(name) { return exact }
    let found = all.filter { $0.name.hasPrefix(name) }
    guard let first = found.first else { throw SettingError.unknown("setting", name, known: all.map(\.name)) }
    guard found.count == 1 else {
      throw SettingError("\"\(name)\" may be \(found.map(\.name).joined(separator: " or ")); type more of it")
    }
    return first
  }

  /// Sets one by name and text, and checks that the result is possible; `experiment` is left alone where it is not.
  public static func apply(_ name: String, _ text: String, to experiment: inout Experiment) throws {
    var changed = experiment
    try find(name).set(&changed, text)
    try changed.validate()
    experiment = changed
  }

  /// The names that begin so.
  public static func completions(for prefix: String) -> [String] {
    all.map(\.name).filter { $0.hasPrefix(prefix) }
  }

  /// The settings in which two experiments differ.
  public static func differing(_ a: Experiment, _ b: Experiment) -> [Setting] { all.filter { !$0.isSame(a, b) } }

  /// Does to parameters that were trained, or drawn, under the old settings what a change to the new ones means for
  /// them; settings that act in no such way are passed over.
  static func adjust(_ parameters: Parameters, shape: Shape, from old: Experiment, to new: Experiment) {
    for setting in differing(old, new) {
      guard let adjust = setting.adjust else { continue }
      for layer in parameters.layers { adjust(layer, shape, old, new) }
    }
  }
}

extension Experiment {
  /// What a change from other settings to these invalidates.
  func effect(from other: Experiment) -> Setting.Effect {
    Settings.differing(other, self).filter { $0.isUsed(self) }.reduce(.live) { $0.union($1.effect) }
  }

  /// Whether a change to these settings keeps the parameters, as far as settings alone can tell: a task's file may
  /// bring other sizes.
  public func keepsParameters(of other: Experiment) -> Bool {
    effect(from: other).isDisjoint(with: [.start, .shape])
  }

  /// The settings by which what is asked of the network differs, on data, sizes of the data, seed or loss: two losses are
  /// comparable only where there are none.
  public func otherTerms(than other: Experiment) -> [Setting] {
    Settings.differing(other.explicit, explicit).filter {
      $0.effect.contains(.terms) && ($0.isUsed(self) || $0.isUsed(other))
    }
  }

  /// These settings with the place of the loss as it is in force.
  public var explicit: Experiment {
    var experiment = self
    experiment.lossAt = lossAt ?? task.kind.usualLossAt
    return experiment
  }

  /// These settings with those that act on existing parameters as they usually are: a gain of 1, biases of 0.
  package var withoutAdjustments: Experiment {
    var experiment = self
    for setting in Settings.all where setting.adjust != nil { setting.copy(&experiment, Experiment()) }
    return experiment
  }

  /// Whether weights that were given under the other settings are still meant: a start that differs by no more than
  /// can be done to them.
  package func takesWeights(of other: Experiment) -> Bool {
    Settings.differing(other, self).allSatisfy { !$0.effect.contains(.start) || $0.adjust != nil }
  }
}
