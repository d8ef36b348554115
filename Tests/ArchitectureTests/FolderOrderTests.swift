import Testing

/// Within a module, a folder uses what the folders before it declare, and nothing of those behind.
struct FolderOrderTests {
  /// Arrows back that are still there, as `file → folder/name`. The list may only become shorter.
  static let tolerated: [String: Set<String>] = [
    "Recurrence": [
      "Data/DataTerms.swift → Settings/Experiment",
      "Data/DataTerms.swift → Settings/SettingError",
      "Data/TaskKind.swift → Settings/Experiment",
      "Data/TaskName.swift → Settings/Experiment",
      "Settings/Experiment.swift → Training/Optimizer",
      "Settings/WhatIf.swift → Trace/Trace",
    ],
    "Scope": [],
  ]

  @Test(arguments: tolerated.keys.sorted())
  func noArrowBack(_ module: String) throws {
    let order = try Project.order(of: module)
    let files = try Project.files(in: "Sources/" + module)
    #expect(Set(files.map(\.folder)) == Set(order), "the folders of \(module) and its line in docs/architecture.md")
    var home: [String: Set<String>] = [:]
    for file in files {
      for name in file.code.declared { home[name, default: []].insert(file.folder) }
    }
    var needed: Set<String> = []
    for file in files {
      guard let place = order.firstIndex(of: file.folder) else { continue }
      for word in file.code.words where word.before != dot {
        // A name with two homes, of the file's own folder, or within the file, tells of no arrow.
        guard let folders = home[word.text], folders.count == 1, let folder = folders.first,
          let other = order.firstIndex(of: folder), other > place, !file.code.inner.contains(word.text)
        else { continue }
        let arrow = "\(file.path) → \(folder)/\(word.text)"
        needed.insert(arrow)
        if FolderOrderTests.tolerated[module]?.contains(arrow) == true { continue }
        Issue.record("Sources/\(module)/\(file.path):\(word.line): \(file.folder) uses \(folder)'s \(word.text)")
      }
    }
    for arrow in FolderOrderTests.tolerated[module, default: []].subtracting(needed).sorted() {
      Issue.record("no longer needed in the list of what is tolerated: \(arrow)")
    }
  }
}
