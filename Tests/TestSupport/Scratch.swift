import Foundation

/// A directory of a test's own; gone with the value.
public final class Scratch {
  /// Its path: short, for that of a socket in it has room for 107 bytes.
  public let folder: String

  /// A new, empty directory.
  public init() throws {
    folder = "/tmp/gradflow-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The path of a file, which may not exist yet.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// The names of all that is in it, sorted.
  public var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  /// Writes a file; its path.
  public func write(_ bytes: [UInt8], _ name: String = "a.safetensors") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Writes a text; its path.
  public func write(_ text: String, _ name: String = "text.txt") throws -> String {
    try write(Array(text.utf8), name)
  }

  /// A file as text.
  public func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }
}
