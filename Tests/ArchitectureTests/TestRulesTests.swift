import Testing

/// What holds for tests.
struct TestRulesTests {
  /// A test that sleeps is slow where the machine is quick, and fails where it is slow.
  @Test func noTestSleeps() throws {
    for file in try Project.files(in: "Tests") {
      for word in file.code.words where ["sleep", "usleep", "nanosleep"].contains(word.text) && word.after == open {
        Issue.record("Tests/\(file.path):\(word.line) sleeps; wait for what happens")
      }
    }
  }
}

private let open = UInt8(ascii: "(")
