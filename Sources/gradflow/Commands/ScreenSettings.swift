import ArgumentParser
import Glibc
import Safetensors
import Scope

/// Which background the colours are for, as one says it.
enum ThemeChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, dark, light

  /// Nil where the terminal is to be asked.
  var theme: Theme? { Theme(rawValue: rawValue) }
}

/// How the screen is to look, from the user's file: lines of `key = value`; `#` begins a comment.
struct ScreenSettings: Equatable {
  private(set) var theme: ThemeChoice?
  private(set) var ascii: Bool?

  /// Of `$XDG_CONFIG_HOME/gradflow/config`, or `~/.config/gradflow/config`; nothing where there is no such file.
  static func fromFile() throws -> ScreenSettings {
    guard let path, access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) else { return ScreenSettings() }
    let file = try RegularFile(path)
    guard file.count <= 1 << 16 else {
      throw FileError(path, "is larger than 64 kB", remedy: "it holds lines such as theme = light")
    }
    var bytes = [UInt8](repeating: 0, count: file.count)
    try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    return try ScreenSettings(parsing: String(decoding: bytes, as: UTF8.self), of: path)
  }

  /// The settings that a text tells; throws `FileError` at its first line that tells none.
  init(parsing text: String, of path: String) throws {
    for (k, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let said = line.prefix { $0 != "#" }
      let parts = said.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(ScreenSettings.trimmed)
      guard parts != [""] else { continue }
      func wrong(_ problem: String, _ remedy: String) -> FileError {
        FileError(path, "line \(k + 1): \(problem)", remedy: remedy)
      }
      guard parts.count == 2 else { throw wrong("\"\(parts[0])\" sets nothing", "write key = value") }
      let (key, value) = (parts[0], parts[1])
      switch key {
      case "theme":
        theme = ThemeChoice(rawValue: value)
        guard theme != nil else { throw wrong("unknown theme \"\(value)\"", "known: auto, dark, light") }
      case "ascii":
        ascii = Bool(value)
        guard ascii != nil else { throw wrong("ascii can't be \"\(value)\"", "known: true, false") }
      default: throw wrong("unknown key \"\(key)\"", "known: theme, ascii")
      }
    }
  }

  private init() {}

  private static var path: String? {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    // The XDG specification has relative paths ignored.
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/gradflow/config" }
    return variable("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.config/gradflow/config" }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
  }
}
