/// An object of settings by name, numbers as numbers and the rest as it is typed: `{"cell": "lstm", "hidden": 20, …}`.
extension Experiment: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Every setting.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    for setting in Settings.all {
      let (text, key) = (setting.get(self), Key(stringValue: setting.name))
      if let number = UInt64(text) {
        try object.encode(number, forKey: key)
      } else if let number = Double(text) {
        try object.encode(number, forKey: key)
      } else {
        try object.encode(text, forKey: key)
      }
    }
  }

  /// The settings that are given; the others are as usual. What is impossible throws a `SettingError` with the remedy.
  public init(from decoder: any Decoder) throws {
    self.init()
    let object = try decoder.container(keyedBy: Key.self)
    for key in object.allKeys {
      guard let setting = Settings.named(key.stringValue) else {
        throw SettingError.unknown("setting", key.stringValue, known: Settings.all.map(\.name))
      }
      try setting.set(&self, try Experiment.text(object, key, setting))
    }
    try validate()
  }

  /// The value as it would be typed.
  private static func text(
    _ object: KeyedDecodingContainer<Key>, _ key: Key, _ setting: Setting
  ) throws -> String {
    if let text = try? object.decode(String.self, forKey: key) { return text }
    if let number = try? object.decode(UInt64.self, forKey: key) { return "\(number)" }
    if let number = try? object.decode(Int64.self, forKey: key) { return "\(number)" }
    if let number = try? object.decode(Double.self, forKey: key) { return "\(number)" }
    throw SettingError("\(setting.name) must be a number or text, as in \"\(setting.get(Experiment()))\"")
  }
}
