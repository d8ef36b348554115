/// One setting of an experiment: the same for the command line, the `:` line and the docs.
public struct Setting: Sendable {
  /// The name: `learning-rate`.
  public let name: String
  /// What it is, in a line.
  public let help: String
  /// The values to choose from, where there are few.
  public let choices: [String]
  /// The value in force, as it is typed.
  public let get: @Sendable (Experiment) -> String
  /// Sets it; throws a line with the remedy where the text is no value of it.
  public let set: @Sendable (inout Experiment, String) throws -> Void
}

/// The table of settings.
public enum Settings {
  /// Every setting.
  public static let all: [Setting] = [
    Setting(
      name: "cell", help: "the recurrent cell", choices: Cells.all.map(\.name), get: { $0.cell.name },
      set: { experiment, text in
        guard let cell = Cells.named(text) else { throw unknown("cell", text, Cells.all.map(\.name)) }
        experiment.cell = cell
      }),
    choice("activation", "φ: of the RNN, of the candidates, and of an LSTM's output", \.activation),
    number("layers", "stacked layers, 1 … 4", \.layers),
    number("inputs", "values of x at each timestep, where the task leaves them open", \.inputs),
    number("hidden", "units of each layer", \.hidden),
    number("outputs", "outputs of the readout, where the task leaves them open", \.outputs),
    number("length", "timesteps T", \.length),
    number("batch", "sequences at once", \.batch),
    Setting(
      name: "task", help: "where x and targets come from: noise, adding, text:FILE, file:FILE",
      choices: ["noise", "adding", "text:", "file:"], get: { $0.task.name },
      set: { experiment, text in
        guard let task = TaskName(text) else {
          throw unknown("task", text, ["noise", "adding", "text:FILE", "file:FILE"])
        }
        experiment.task = task
      }),
    optionalChoice("loss", "squared error or cross-entropy; auto is the task's own", \.loss),
    optionalChoice("loss-at", "loss at the last timestep or at every one; auto is the task's own", \.lossAt),
    choice("init", "how the parameters start", \.initializer),
    decimal("gain", "factor on the recurrent weights at the start", \.gain),
    decimal("forget-bias", "added to the forget gate's bias at the start (LSTM)", \.forgetBias),
    decimal("update-bias", "added to the update gate's bias at the start (GRU)", \.updateBias),
    choice("optimizer", "the update rule", \.optimizer),
    decimal("learning-rate", "η", \.learningRate),
    choice("clip", "what is clipped: the update by value or norm, or ∂L/∂h_t inside BPTT", \.clipping.mode),
    decimal("theta", "the clipping threshold θ", \.clipping.threshold),
    Setting(
      name: "seed", help: "seed of parameters and data", choices: [], get: { "\($0.seed)" },
      set: { experiment, text in
        guard let seed = UInt64(text) else {
          throw SettingError("seed must be a whole number from 0 on, not \"\(text.shortened)\"")
        }
        experiment.seed = seed
      }),
  ]

  /// The setting of exactly that name.
  public static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  /// The setting of that name, or of the only name that begins so; throws a line with the known ones otherwise.
  public static func find(_ name: String) throws -> Setting {
    if let exact = named(name) { return exact }
    let found = all.filter { $0.name.hasPrefix(name) }
    guard let first = found.first else { throw unknown("setting", name, all.map(\.name)) }
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
}

private typealias Field<Value> = WritableKeyPath<Experiment, Value> & Sendable

private func unknown(_ kind: String, _ text: String, _ known: [String]) -> SettingError {
  SettingError("unknown \(kind) \"\(text.shortened)\"; known: \(known.joined(separator: ", "))")
}

private func choice<T: CaseIterable & RawRepresentable & SendableMetatype>(
  _ name: String, _ help: String, _ field: Field<T>
) -> Setting
where T.RawValue == String {
  let choices = T.allCases.map(\.rawValue)
  return Setting(name: name, help: help, choices: choices, get: { $0[keyPath: field].rawValue }) { experiment, text in
    guard let value = T(rawValue: text) else { throw unknown(name, text, choices) }
    experiment[keyPath: field] = value
  }
}

private func optionalChoice<T: CaseIterable & RawRepresentable & SendableMetatype>(
  _ name: String, _ help: String, _ field: Field<T?>
)
  -> Setting
where T.RawValue == String {
  let choices = ["auto"] + T.allCases.map(\.rawValue)
  return Setting(name: name, help: help, choices: choices, get: { $0[keyPath: field]?.rawValue ?? "auto" }) {
    experiment, text in
    guard let value = text == "auto" ? .some(nil) : T(rawValue: text).map(Optional.some) else {
      throw unknown(name, text, choices)
    }
    experiment[keyPath: field] = value
  }
}

private func number(_ name: String, _ help: String, _ field: Field<Int>) -> Setting {
  Setting(name: name, help: help, choices: [], get: { "\($0[keyPath: field])" }) { experiment, text in
    guard let value = Int(text) else {
      throw SettingError("\(name) must be a whole number within reach, not \"\(text.shortened)\"")
    }
    experiment[keyPath: field] = value
  }
}

private func decimal(_ name: String, _ help: String, _ field: Field<Double>) -> Setting {
  Setting(name: name, help: help, choices: [], get: { "\($0[keyPath: field])" }) { experiment, text in
    // Double would take "nan" and hexadecimal too.
    let isPlain = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard isPlain, let value = Double(text), value.isFinite else {
      throw SettingError("\(name) must be a number such as 0.5 or 1e-3, not \"\(text.shortened)\"")
    }
    experiment[keyPath: field] = value
  }
}

extension String {
  /// What a person typed, fit for a line: not too long, without control characters.
  fileprivate var shortened: String {
    let clean = String(unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) })
    return clean.count > 40 ? clean.prefix(40) + "…" : clean
  }
}
