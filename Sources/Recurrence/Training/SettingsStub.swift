/// stub
public struct Setting: Sendable {
  public let name: String; public let help: String; public let choices: [String];
  public let get: @Sendable (Experiment) -> String; public let set: @Sendable (inout Experiment, String) throws -> Void
}
public enum Settings {
  public static func completions(for s: String) -> [String] { [] }
  public static func named(_ s: String) -> Setting? { nil }
  public static func find(_ s: String) throws -> Setting { throw SettingError("unknown setting \"\(s)\"") }
}
