import Foundation
import Testing

/// A target names in Package.swift what it imports. What it doesn't name is no reason to build it again: it would run on
/// with the sizes of yesterday's types.
struct PackageTests {
  private struct Target {
    let name: String
    let folder: String
    let entry: Substring
  }

  private func targets() throws -> [Target] {
    let text = try String(contentsOf: Project.root.appending(path: "Package.swift"), encoding: .utf8)
    let start = #/\.(?:target|executableTarget|testTarget)\(\s*name: "(?<name>[^"]+)"/#
    let found = text.matches(of: start)
    let ends = found.dropFirst().map(\.range.lowerBound) + [text.endIndex]
    return zip(found, ends).map { match, end in
      let (name, entry) = (String(match.name), text[match.range.upperBound..<end])
      let path = entry.firstMatch(of: #/path: "(?<path>[^"]+)"/#).map { String($0.path) }
      let usual = (name.hasSuffix("Tests") ? "Tests/" : "Sources/") + name
      return Target(name: name, folder: path ?? usual, entry: entry)
    }
  }

  @Test func everyImportIsNamed() throws {
    let targets = try targets()
    let names = Set(targets.map(\.name))
    #expect(names.isSuperset(of: try Project.order(of: "Modules")))
    for target in targets where target.name != "CountingMalloc" {  // which is C
      for file in try Project.files(in: target.folder) {
        for name in file.code.imports where names.contains(name.text) && !target.entry.contains("\"\(name.text)\"") {
          Issue.record("\(target.folder)/\(file.path):\(name.line): its target doesn't name \(name.text)")
        }
      }
    }
  }
}
