import ArgumentParser
import Recurrence

/// A setting that was given, by its name.
struct SettingValue: Equatable {
  let name: String
  let value: String
}

/// The settings as options, one for each entry of the table.
///
/// The parser finds options by reflection and reads them by decoding. So what is reflected and decoded here are the
/// table's entries, and a setting needs no property.
struct SettingOptions: ParsableArguments, CustomReflectable {
  private var options = Settings.all.map { (name: $0.name, option: Option($0)) }

  /// The settings that were given, in the table's order.
  var given: [SettingValue] { options.compactMap(\.option.wrappedValue) }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    options = try options.map {
      ($0.name, try container.decode(Option<SettingValue?>.self, forKey: Key(stringValue: $0.name)))
    }
  }

  var customMirror: Mirror { Mirror(self, children: options.map { (label: $0.name, value: $0.option) }) }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension Option<SettingValue?> {
  /// The option of a setting, with the table's help. A number may begin with a minus sign.
  fileprivate init(_ setting: Setting) {
    let usual = setting.get(Experiment())
    let choices = setting.choices.isEmpty ? "" : " (\(setting.choices.joined(separator: ", ")))"
    self.init(
      name: .customLong(setting.name), parsing: Double(usual) == nil ? .next : .unconditional,
      help: ArgumentHelp("\(setting.help)\(choices); now \(usual)"),
      completion: setting.choices.isEmpty ? nil : .list(setting.choices),
      transform: { SettingValue(name: setting.name, value: $0) })
  }
}
