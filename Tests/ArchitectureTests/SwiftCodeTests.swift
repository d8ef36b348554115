import Testing

/// The scan on which the other tests of this folder stand.
struct SwiftCodeTests {
  private func words(_ text: String) -> [String] { SwiftCode(text).words.map(\.text) }

  @Test func commentsAndStringsAreNoCode() {
    #expect(words("a // b\n/* c /* d */ e */ f") == ["a", "f"])
    #expect(words(#"a "b // c" d"#) == ["a", "d"])
    #expect(words(#"a "b \" c" d"#) == ["a", "d"])
    #expect(words("a \"\"\"\n \"b\" c\n\"\"\" d") == ["a", "d"])
    #expect(words(##"a #"b "c" \(d)"# e"##) == ["a", "e"])
  }

  @Test func whatIsInterpolatedIsCode() {
    #expect(words(#"a "b \(c("d", e)) f" g"#) == ["a", "c", "e", "g"])
    #expect(words(###"a ##"b \##(c) d"## e"###) == ["a", "c", "e"])
  }

  @Test func wordsKnowTheirPlace() throws {
    let found = SwiftCode("/* 1\n2 */ x.\n  y(z)").words
    #expect(
      found.map(\.text) == ["x", "y", "z"] && found.map(\.line) == [2, 3, 3] && found.map(\.depth) == [0, 0, 1])
    #expect(found[1].before == dot && found[1].after == UInt8(ascii: "("))
  }

  @Test func onlyWhatTheModuleSeesIsDeclared() {
    let code = SwiftCode(
      "public struct A { struct B {} }\nprivate class C {}\nfunc d(e: F) { let g = 1 }\n@X final class H: I {}\nextension J {}"
    )
    #expect(code.declared == ["A", "d", "H"])
  }
}
