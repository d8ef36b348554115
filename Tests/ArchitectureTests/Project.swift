import Foundation
import Testing

/// The files of the project, as they lie beside this one.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File {
    /// Within the folder that was asked for: `Stack/Layer.swift`.
    let path: String
    let text: String
    let code: SwiftCode
    /// The first folder of the path; empty for a file that lies in none.
    var folder: String { path.contains("/") ? String(path.prefix { $0 != "/" }) : "" }
  }

  /// The Swift files of a folder, sorted. A folder that is a link is another's, and left out.
  static func files(in folder: String) throws -> [File] {
    let start = root.appending(path: folder).standardizedFileURL
    let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path).filter { $0.hasSuffix(".swift") }
    try #require(!paths.isEmpty, "no Swift in \(folder)")
    return try paths.sorted().map { path in
      let text = try String(contentsOf: start.appending(path: path), encoding: .utf8)
      return File(path: path, text: text, code: SwiftCode(text))
    }
  }

  /// The order that docs/architecture.md states in a line of its own: ``Scope: `Drawing ← Input ← …` ``.
  static func order(of name: String) throws -> [String] {
    let document = try String(contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let start = "\(name): `"
    let line = try #require(
      document.split(separator: "\n").first { $0.hasPrefix(start) }, "docs/architecture.md has no line \"\(start)…`\"")
    return line.dropFirst(start.count).prefix { $0 != "`" }.split(separator: "←").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }
}
