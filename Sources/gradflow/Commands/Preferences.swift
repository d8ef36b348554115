import ArgumentParser
import Engine
import Glibc
import Recurrence
import Safetensors
import Scope

/// How the screen is to look and what it is to begin with, from the user's file: lines of `key = value`; `#` begins a
/// comment where a line or a space stands before it.
struct Preferences: Equatable {
  private(set) var theme: ThemeChoice?
  private(set) var palette: Palette?
  private(set) var ascii: Bool?
  private(set) var speed: Speed?
  private(set) var memory: MemoryBudget?
  /// Settings by their names.
  private(set) var start: [SettingValue] = []
  /// Where they were read.
  private(set) var path = ""

  /// Of `$XDG_CONFIG_HOME/gradflow/config`, or `~/.config/gradflow/config`; nothing where there is no such file.
  static func fromFile() throws -> Preferences {
    guard let path, access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) else { return Preferences() }
    let file = try RegularFile(path)
    guard file.count <= 1 << 16 else {
      throw FileError(path, "is larger than 64 kB", remedy: "it holds lines such as theme = light")
    }
    var bytes = [UInt8](repeating: 0, count: file.count)
    try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    return try Preferences(parsing: String(decoding: bytes, as: UTF8.self), of: path)
  }

  /// What a text tells; throws `FileError` at its first line that tells nothing.
  init(parsing text: String, of path: String) throws {
    self.path = path
    for (k, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let parts = Preferences.said(line).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(Preferences.trimmed)
      guard parts != [""] else { continue }
      func wrong(_ problem: String, _ remedy: String? = nil) -> FileError {
        FileError(path, "line \(k + 1): \(problem)", remedy: remedy)
      }
      guard parts.count == 2 else { throw wrong("\"\(parts[0])\" sets nothing", "write key = value") }
      let (key, value) = (parts[0], parts[1])
      func choice<Value: ExpressibleByArgument>() throws -> Value {
        guard let choice = Value(argument: value) else {
          throw wrong("unknown \(key) \"\(value)\"", "known: \(Value.allValueStrings.joined(separator: ", "))")
        }
        return choice
      }
      switch key {
      case "theme": theme = try choice()
      case "palette": palette = try choice()
      case "speed": speed = try choice()
      case "memory":
        memory = MemoryBudget(argument: value)
        guard memory != nil else { throw wrong("memory can't be \"\(value)\"", "known: 8MiB, 0") }
      case "ascii":
        ascii = Bool(value)
        guard ascii != nil else { throw wrong("ascii can't be \"\(value)\"", "known: true, false") }
      case _ where Settings.named(key) != nil:
        var alone = Experiment()
        do { try Settings.apply(key, value, to: &alone) } catch let error as SettingError {
          throw wrong(error.description)
        }
        start.append(SettingValue(name: key, value: value))
      default:
        throw wrong(
          "unknown key \"\(key)\"", "known: theme, palette, ascii, speed, memory, and all settings of explore --help")
      }
    }
  }

  /// Does something with the start values; an error tells that there are such.
  func blamed<Result>(_ body: () throws -> sending Result) throws -> sending Result {
    do { return try body() } catch let error as SettingError where !start.isEmpty {
      throw SettingError("\(error); \(path.printable(60, keepingEnd: true)) has start values too")
    }
  }

  private init() {}

  /// A line without its comment; a path may hold a #.
  private static func said(_ line: Substring) -> Substring {
    var previous: Character = " "
    return line.prefix { character in
      defer { previous = character }
      return character != "#" || !previous.isWhitespace
    }
  }

  private static var path: String? {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    // The XDG specification has relative paths ignored.
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/gradflow/config" }
    return UserHome.path.map { $0 + "/.config/gradflow/config" }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
  }
}
