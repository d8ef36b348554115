// The kinds of values that settings have: how each is typed, and what a key does with it.
extension Setting {
  /// One of an enumeration's cases; a key goes round them.
  static func choice<Value: CaseIterable & RawRepresentable & Equatable & SendableMetatype>(
    _ name: String, _ help: String, _ field: Field<Value>, effect: Effect = .live,
    isTryable: Bool = false
  ) -> Setting where Value.RawValue == String {
    let choices = Value.allCases.map(\.rawValue)
    return Setting(
      name, help, field, choices: choices, effect: effect, isTryable: isTryable,
      turn: { experiment, step, _ in
        experiment[keyPath: field] = Array(Value.allCases).neighbour(of: experiment[keyPath: field], by: step)
        return nil
      },
      format: { $0.rawValue },
      parse: { text in
        guard let value = Value(rawValue: text) else { throw SettingError.unknown(name, text, known: choices) }
        return value
      })
  }

  /// One of an enumeration's cases, or `auto`: the task's own.
  static func optionalChoice<Value: CaseIterable & RawRepresentable & Equatable & SendableMetatype>(
    _ name: String, _ help: String, _ field: Field<Value?>, turn: Turn? = nil
  ) -> Setting where Value.RawValue == String {
    let choices = ["auto"] + Value.allCases.map(\.rawValue)
    return Setting(
      name, help, field, choices: choices, turn: turn, format: { $0?.rawValue ?? "auto" },
      parse: { text in
        if text == "auto" { return nil }
        guard let value = Value(rawValue: text) else { throw SettingError.unknown(name, text, known: choices) }
        return value
      })
  }

  /// A whole number within a range.
  static func number(
    _ name: String, _ help: String, _ field: Field<Int>, in range: ClosedRange<Int>, effect: Effect = .live,
    isUsed: @escaping @Sendable (Experiment) -> Bool = { _ in true }, turn: Turn? = nil
  ) -> Setting {
    Setting(
      name, help, field, effect: effect, isUsed: isUsed, turn: turn,
      validate: { value in
        guard range.contains(value) else {
          throw SettingError("\(name) must be \(range.lowerBound) … \(range.upperBound), not \(value)")
        }
      },
      format: { "\($0)" },
      parse: { text in
        guard let value = Int(text) else {
          throw SettingError("\(name) must be a whole number within reach, not \"\(text.shortened)\"")
        }
        return value
      })
  }

  /// A finite number; `rule` may ask for more, in the words of `must`.
  static func decimal(
    _ name: String, _ help: String, _ field: Field<Double>, must: String = "be a finite number",
    rule: @escaping @Sendable (Double) -> Bool = { _ in true }, effect: Effect = .live,
    isUsed: @escaping @Sendable (Experiment) -> Bool = { _ in true }, isTryable: Bool = false,
    whyNotTried: @escaping @Sendable (Experiment) -> Hindrance? = { _ in nil }, adjust: Adjustment? = nil,
    next: @escaping @Sendable (_ value: Double, _ step: Int) -> Double
  ) -> Setting {
    Setting(
      name, help, field, effect: effect, isUsed: isUsed, isTryable: isTryable, whyNotTried: whyNotTried, adjust: adjust,
      shown: { $0.short() },
      turn: { experiment, step, _ in
        experiment[keyPath: field] = next(experiment[keyPath: field], step)
        return nil
      },
      validate: { value in
        guard value.isFinite && rule(value) else { throw SettingError("\(name) must \(must), not \(value)") }
      },
      format: { "\($0)" },
      parse: { text in
        // Double would take "nan" and hexadecimal too.
        let isPlain = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        guard isPlain, let value = Double(text), value.isFinite else {
          throw SettingError("\(name) must be a number such as 0.5 or 1e-3, not \"\(text.shortened)\"")
        }
        return value
      })
  }
}
