import Recurrence
import Scope
import Testing

@testable import gradflow

@Suite("Bytes as keys")
struct KeyDecoderTests {
  /// The keys of some bytes, one after the other.
  private func keys(_ text: String, strings: [[UInt8]: Key] = [:]) -> [Key] { keys(Array(text.utf8), strings) }

  private func keys(_ bytes: [UInt8], _ strings: [[UInt8]: Key] = [:]) -> [Key] {
    var decoder = KeyDecoder(strings: strings)
    return bytes.reduce(into: []) { decoder.take($1, into: &$0) }
  }

  /// The keys of parts, between which more time goes by than there is patience for.
  private func slowly(_ parts: String...) -> [Key] {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for part in parts {
      for byte in part.utf8 { decoder.take(byte, into: &keys) }
      decoder.timeOut(into: &keys)
    }
    return keys
  }

  @Test(
    "Keys of today's terminals",
    arguments: [
      ("q", .character("q")), (" ", .character(" ")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
      ("\u{7F}", .backspace),
      ("\u{8}", .backspace), ("\u{C}", .control("L")), ("θ", .character("θ")), ("時", .character("時")),
      ("👨", .character("👨")), ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}OD", .left),
      ("\u{1B}[1;2A", .shiftUp), ("\u{1B}[1;2B", .shiftDown), ("\u{1B}[1;2C", .shiftRight), ("\u{1B}[1;2D", .shiftLeft),
      ("\u{1B}[H", .home), ("\u{1B}OF", .end), ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home),
      ("\u{1B}[8~", .end), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
      ("\u{1B}[Z", .backTab),
      ("\u{1B}OP", .function(1)), ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)),
      ("\u{1B}[[A", .function(1)),
      ("\u{1B}Ou", .character("5")), ("\u{1B}OM", .enter), ("\u{1B}[<0;7;6M", .mouse(x: 6, y: 5, button: .left)),
      ("\u{1B}[<64;1;1M", .mouse(x: 0, y: 0, button: .wheelUp)),
      ("\u{1B}[<81;300;2M", .mouse(x: 299, y: 1, button: .wheelDown)),
      ("\u{1B}[M '&", .mouse(x: 6, y: 5, button: .left)), ("\u{1B}[Ma!!", .mouse(x: 0, y: 0, button: .wheelDown)),
    ] as [(String, Key)])
  func known(_ text: String, _ key: Key) {
    #expect(keys(text) == [key])
    #expect(keys(text + text + "x") == [key, key, .character("x")])
    // Split anywhere, it is the same.
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in text.utf8 {
      #expect(found.isEmpty)
      decoder.take(byte, into: &found)
    }
    #expect(found == [key] && decoder.patience == nil)
  }

  @Test(
    "What means nothing is read to its end, and nothing more",
    arguments: [
      "\u{1B}[<0;9M", "\u{1B}[<;;M", "\u{1B}[<0;0;0M", "\u{1B}[<0;7;6m", "\u{1B}[<35;7;6M",
      "\u{1B}[<99999999999999999999;1;1M",
      "\u{1B}[?1;2c", "\u{1B}[999~", "\u{1B}[12;40R", "\u{1B}[1;5C", "\u{1B}[1;2;3;4A", "\u{1B}[I",
      "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]0;x\u{1B}\\", "\u{1B}P+r\u{1B}\\", "\u{0}",
      "\u{1B}[" + String(repeating: "1;", count: 5000) + "m",
    ])
  func unknown(_ text: String) {
    #expect(keys(text + "x") == [.character("x")])
  }

  @Test("What is not UTF-8 costs itself alone")
  func invalid() {
    let x = UInt8(ascii: "x")
    for bytes: [UInt8] in [
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80], [0xC0, 0xAF], [0x80],
      [0xE0, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
    ] {
      #expect(
        keys(bytes + Array(repeating: x, count: 200)) == Array(repeating: .character("x"), count: 200), "\(bytes)")
      #expect(keys(bytes + Array("é".utf8)) == [.character("é")])
      #expect(keys(bytes + Array("\u{1B}[C".utf8)) == [.right])
    }
  }

  @Test("An Esc counts when its time is over, or when what follows makes no sequence")
  func escape() {
    #expect(keys("\u{1B}") == [] && slowly("\u{1B}") == [.escape])
    #expect(keys("\u{1B}\u{1B}x") == [.escape, .escape, .character("x")])
    #expect(slowly("\u{1B}", "C", "O") == [.escape, .character("C"), .character("O")])
    var decoder = KeyDecoder(escapeDelay: .milliseconds(70))
    var keys: [Key] = []
    #expect(decoder.patience == nil)
    decoder.take(27, into: &keys)
    #expect(decoder.patience == .milliseconds(70))
  }

  @Test("An arrow key over a slow line is never a command")
  func slowLine() {
    for (rest, key) in [("[C", Key.right), ("OC", .right), ("[1;2D", .shiftLeft), ("OA", .up)] {
      #expect(slowly("\u{1B}", rest) == [.escape, key])
    }
    #expect(slowly("\u{1B}[", "x") == [.character("x")])
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" {
      let late = { () -> [Key] in
        var decoder = KeyDecoder()
        var keys: [Key] = []
        decoder.take(27, into: &keys)
        decoder.timeOut(into: &keys)
        decoder.timeOut(into: &keys)
        for byte in "[\(letter)".utf8 { decoder.take(byte, into: &keys) }
        return keys
      }()
      #expect(!late.contains(.character(letter)) && !late.contains(.character("[")), "\(letter)")
    }
  }

  @Test("An O that was typed after an Esc is one")
  func typedO() {
    #expect(slowly("\u{1B}", "Ox") == [.escape, .character("O"), .character("x")])
    #expect(slowly("\u{1B}", "O") == [.escape, .character("O")])
    #expect(slowly("\u{1B}", "OO") == [.escape, .character("O"), .character("O")])
  }

  @Test(
    "Half a report holds nothing up: control characters count, its time ends it",
    arguments: ["\u{1B}[<", "\u{1B}[<0;5", "\u{1B}[M", "\u{1B}[M !", "\u{1B}[", "\u{1B}]0;x", "\u{1B}[1;"])
  func half(_ text: String) {
    #expect(keys(text + "\u{3}q") == [.control("C"), .character("q")])
    #expect(keys(text + "\u{1B}[C") == [.right])
    #expect(slowly(text, "q") == [.character("q")])
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in text.utf8 { decoder.take(byte, into: &found) }
    #expect(decoder.patience == .seconds(2) && found.isEmpty)
  }

  @Test("What terminfo knows comes first")
  func strings() {
    let strings: [[UInt8]: Key] = [Array("\u{1B}[d".utf8): .shiftLeft, Array("\u{1B}?x".utf8): .up, [8]: .left]
    #expect(keys("\u{1B}[d\u{1B}?x\u{8}", strings: strings) == [.shiftLeft, .up, .backspace])
    #expect(keys("\u{1B}?y", strings: strings) == [.escape, .character("?"), .character("y")])
  }

  @Test("Any bytes: it never holds many, and Ctrl-C always counts")
  func anything() {
    var random = Random(seed: 7, purpose: .data)
    for _ in 0..<300 {
      var decoder = KeyDecoder()
      var keys: [Key] = []
      let alphabet: [UInt8] = [27, 91, 79, 60, 77, 59, 48, 93, 92, 7, 0xE2, 0x82, 0xFF, 65, 109, 126]
      for _ in 0..<200 {
        decoder.take(
          Bool.random(using: &random) ? alphabet.randomElement(using: &random)! : .random(in: 0...255, using: &random),
          into: &keys)
        if Int.random(in: 0..<20, using: &random) == 0 { decoder.timeOut(into: &keys) }
      }
      decoder.take(27, into: &keys)
      decoder.take(27, into: &keys)
      keys = []
      decoder.take(3, into: &keys)
      #expect(keys.last == .control("C"))
    }
  }

  @Test(
    "What is pasted is text, whatever it holds",
    arguments: [
      ("q", "q"), ("theta 3\nq\r", "theta 3\nq\r"), ("", ""),
      ("a\u{1B}[Ab\u{1B}[201\u{1B}[20", "a\u{1B}[Ab\u{1B}[201\u{1B}[20"),
      ("\u{1B}", "\u{1B}"), ("\u{1B}[<0;7;6M\u{3}時", "\u{1B}[<0;7;6M\u{3}時"),
    ])
  func pasted(_ text: String, _ taken: String) {
    #expect(keys("\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(taken), .character("q")])
  }

  @Test("A paste is bounded, and ends some time where its end is lost; an end alone is nothing")
  func pastesWithoutEnd() {
    let long = String(repeating: "x", count: Prompt.longest + 1)
    #expect(keys("\u{1B}[200~" + long + long + "\u{1B}[201~") == [.paste(long)])
    #expect(slowly("\u{1B}[200~ab", "q") == [.paste("ab"), .character("q")])
    #expect(keys("\u{1B}[201~q") == [.character("q")])
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in "\u{1B}[200~a".utf8 { decoder.take(byte, into: &found) }
    #expect(found == [] && decoder.patience! >= .seconds(2))
  }
}
