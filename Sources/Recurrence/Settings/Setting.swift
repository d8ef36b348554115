/// One setting of an experiment, and all there is to know of it: for the command line, the `:` line, the keys, what-if,
/// the trainer and the docs.
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
  /// The value in force as it is shown: in few digits, a name in its usual writing.
  public let shown: @Sendable (Experiment) -> String
  /// What a key does: goes so many values up (or down); or leaves the settings alone and returns why. What the data in
  /// force fix is told where it is known. nil where no key turns it.
  public let turn: (@Sendable (inout Experiment, _ step: Int, DataTerms?) -> Hindrance?)?
  /// Whether what-if can try it on a step.
  public let isTryable: Bool
  /// Why what-if can't try it on a step under these settings, where that depends on them.
  public let whyNotTried: @Sendable (Experiment) -> Hindrance?
  /// Whether it means anything under these settings.
  public let isUsed: @Sendable (Experiment) -> Bool
  /// What a change of it invalidates, where it is used.
  let effect: Effect
  /// What a change of it does to a layer's parameters that exist already; nil where that can't be told.
  let adjust: Adjustment?
  /// Throws where the value is impossible.
  let validate: @Sendable (Experiment) throws -> Void
  /// Whether two experiments have the same value.
  let isSame: @Sendable (Experiment, Experiment) -> Bool
  /// Takes the value from another experiment.
  let copy: @Sendable (inout Experiment, _ other: Experiment) -> Void

  /// What a change invalidates. Nothing: it takes effect at the next step, and everything stays.
  struct Effect: OptionSet {
    let rawValue: Int
    static let live: Effect = []
    /// The parameters start anew.
    static let start = Effect(rawValue: 1)
    /// The parameters' sizes change, or may.
    static let shape = Effect(rawValue: 2)
    /// The data source is opened anew.
    static let data = Effect(rawValue: 4)
  }

  typealias Field<Value> = WritableKeyPath<Experiment, Value> & Sendable
  typealias Turn = @Sendable (inout Experiment, _ step: Int, DataTerms?) -> Hindrance?
  typealias Adjustment =
    @Sendable (LayerParameters, Shape, _ old: Experiment, _ new: Experiment) -> Void

  /// A setting that is one field of the experiment, read and written as `format` and `parse` say.
  init<Value: Equatable & SendableMetatype>(
    _ name: String, _ help: String, _ field: Field<Value>, choices: [String] = [], effect: Effect = .live,
    isUsed: @escaping @Sendable (Experiment) -> Bool = { _ in true }, isTryable: Bool = false,
    whyNotTried: @escaping @Sendable (Experiment) -> Hindrance? = { _ in nil }, adjust: Adjustment? = nil,
    shown: (@Sendable (Value) -> String)? = nil, turn: Turn? = nil,
    validate: @escaping @Sendable (Value) throws -> Void = { _ in },
    format: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) throws -> Value
  ) {
    (self.name, self.help, self.choices) = (name, help, choices)
    (self.effect, self.isUsed, self.adjust) = (effect, isUsed, adjust)
    (self.isTryable, self.whyNotTried, self.turn) = (isTryable, whyNotTried, turn)
    let shown = shown ?? format
    self.shown = { shown($0[keyPath: field]) }
    self.validate = { try validate($0[keyPath: field]) }
    get = { format($0[keyPath: field]) }
    set = { $0[keyPath: field] = try parse($1) }
    isSame = { $0[keyPath: field] == $1[keyPath: field] }
    copy = { $0[keyPath: field] = $1[keyPath: field] }
  }
}

/// A setting that can't be, in one line with the remedy.
public struct SettingError: Error, CustomStringConvertible, Equatable {
  /// The line.
  public let description: String

  /// An error with its line.
  public init(_ description: String) { self.description = description }

  /// A name that isn't known, with those that are.
  static func unknown(_ kind: String, _ text: String, known: [String]) -> SettingError {
    SettingError("unknown \(kind) \"\(text.shortened)\"; known: \(known.joined(separator: ", "))")
  }
}

extension String {
  /// What a person typed, fit for a line: not too long, without control characters.
  var shortened: String {
    let clean = String(unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) })
    return clean.count > 40 ? clean.prefix(40) + "…" : clean
  }
}
