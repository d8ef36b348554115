import Foundation
import Testing

/// What a document shows as Swift stands in a file that is built, line by line, and is run by tests there.
struct DocumentationTests {
  @Test func swiftInDocumentsIsBuilt() throws {
    let files = try ["Sources", "Tests"].flatMap { try Project.files(in: $0) }
    let docs = try FileManager.default.contentsOfDirectory(atPath: Project.root.appending(path: "docs").path)
    for document in ["README.md", "CONTRIBUTING.md"] + docs.filter({ $0.hasSuffix(".md") }).map({ "docs/" + $0 }) {
      let text = try String(contentsOf: Project.root.appending(path: document), encoding: .utf8)
      let blocks = text.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
      #expect(!blocks.isEmpty || !document.contains("adding"))
      for block in blocks {
        // In a file, imports stand apart.
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).drop {
          $0.isEmpty || $0.hasPrefix("import ")
        }
        let isBuilt = [0, 2, 4, 6].contains { depth in
          let indent = String(repeating: " ", count: depth)
          let code = lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
          return files.contains { "\n\($0.text)".contains("\n" + code) }
        }
        #expect(isBuilt, "\(document): no file has\n\(block)")
      }
    }
  }
}
