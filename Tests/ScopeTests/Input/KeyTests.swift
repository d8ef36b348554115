import Testing

@testable import Scope

@Suite struct KeyTests {
  @Test(arguments: [
    (Key.character("q"), "q"), (.character(" "), "Space"), (.control("L"), "Ctrl-L"), (.shiftLeft, "Shift-Left"),
    (.escape, "Esc"), (.backTab, "Shift-Tab"), (.function(10), "F10"), (.pageDown, "PageDown"),
    (.character("f"), "f"), (.mouse(x: 12, y: 3, button: .wheelUp), "Wheel-Up(12,3)"), (.resize, "Resize"),
  ])
  func namesGoBothWays(key: Key, name: String) {
    #expect(key.description == name)
    #expect(Key(name) == key)
  }

  @Test func namesInAnyCase() {
    #expect(Key("ctrl-c") == .control("C"))
    #expect(Key("SPACE") == .character(" "))
    #expect(Key("Q") == .character("Q"))
  }

  @Test(arguments: ["", "qq", "F0", "F64", "Ctrl-", "Ctrl-LL", "Click", "Click(1)", "Click(1,x)", "(1,2)"])
  func noSuchKey(name: String) { #expect(Key(name) == nil) }
}
