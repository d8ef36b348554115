import Testing

/// Within a module, a folder uses what the folders before it declare, and nothing of those behind.
struct FolderOrderTests {
  @Test(arguments: ["Recurrence", "Scope"])
  func noArrowBack(_ module: String) throws {
    let order = try Project.order(of: module)
    let files = try Project.files(in: "Sources/" + module)
    #expect(Set(files.map(\.folder)) == Set(order), "the folders of \(module) and its line in docs/architecture.md")
    var home: [String: Set<String>] = [:]
    for file in files {
      for name in file.code.declared { home[name, default: []].insert(file.folder) }
    }
    for file in files {
      guard let place = order.firstIndex(of: file.folder) else { continue }
      for word in file.code.words where word.before != dot {
        // A name with two homes, of the file's own folder, or within the file, tells of no arrow.
        guard let folders = home[word.text], folders.count == 1, let folder = folders.first,
          let other = order.firstIndex(of: folder), other > place, !file.code.inner.contains(word.text)
        else { continue }
        Issue.record("Sources/\(module)/\(file.path):\(word.line): \(file.folder) uses \(folder)'s \(word.text)")
      }
    }
  }
}
