import Testing

/// A module imports those before it, and some imports have a place of their own.
struct ModuleOrderTests {
  @Test func noArrowBack() throws {
    let order = try Project.order(of: "Modules")
    let swift = try Project.files(in: "Sources")
    #expect(Set(swift.map(\.folder)) == Set(order), "the folders of Sources and their line in docs/architecture.md")
    for file in swift {
      guard let place = order.firstIndex(of: file.folder) else { continue }
      for name in file.code.imports where order.firstIndex(of: name.text) ?? -1 >= place {
        Issue.record("Sources/\(file.path):\(name.line): \(file.folder) imports \(name.text)")
      }
    }
  }

  /// Where alone in Sources a module may be imported: folders, or files by their names.
  static let places: [(module: String, places: Set<String>, why: String)] = [
    ("CNcurses", ["NcursesScreen.swift"], "one file knows ncurses"),
    ("COpenBLAS", ["Matrix.swift", "LinearAlgebra.swift"], "products have one home"),
    ("CKernels", ["RecurrentCells", "Kernels", "Recurrence"], "what computes"),
    ("Kernels", ["Processor.swift"], "a build of the kernels is chosen once"),
    ("KernelsAVX2", ["Processor.swift"], "a build of the kernels is chosen once"),
    ("KernelsAVX512", ["Processor.swift"], "a build of the kernels is chosen once"),
    (
      "Dispatch",
      [
        "ThreadedEngine.swift", "Ticker.swift", "FileLister.swift", "SessionSaver.swift", "Crew.swift",
        "Lockstep.swift",
      ],
      "one thread besides the program's, one timer, disks that may be slow, and the cores"
    ),
    ("ArgumentParser", ["Commands", "Main.swift"], "the command line"),
    (
      "Foundation", ["SafetensorsHeader.swift", "HeaderScan.swift", "SafetensorsWriter.swift", "JSON.swift"],
      "JSON; it is slow to load, and its numbers are slow to print"
    ),
    (
      "FoundationEssentials",
      ["SafetensorsHeader.swift", "HeaderScan.swift", "SafetensorsWriter.swift", "JSON.swift"], "JSON"
    ),
  ]

  @Test func importsAreWhereTheyBelong() throws {
    for file in try Project.files(in: "Sources") {
      let path = Set(file.path.split(separator: "/").map(String.init))
      for name in file.code.imports {
        guard let rule = ModuleOrderTests.places.first(where: { $0.module == name.text }) else { continue }
        if !rule.places.isDisjoint(with: path) { continue }
        Issue.record("Sources/\(file.path):\(name.line) imports \(name.text): \(rule.why)")
      }
    }
  }

  @Test func everyPlaceIsStillUsed() throws {
    let files = try Project.files(in: "Sources")
    for rule in ModuleOrderTests.places {
      for place in rule.places {
        let users = files.filter { file in
          file.path.split(separator: "/").contains { $0 == place }
            && file.code.imports.contains { $0.text == rule.module }
        }
        #expect(!users.isEmpty, "\(place) no longer imports \(rule.module)")
      }
    }
  }
}
