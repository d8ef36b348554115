import Scope
import Testing

@testable import gradflow

@Suite("The terminal's answers among the keys")
struct AnswersTests {
  private let background = "\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\"
  private let kind = "\u{1B}[?62;22c"

  private func asked() -> KeyDecoder {
    var decoder = KeyDecoder()
    decoder.answers.ask()
    return decoder
  }

  /// The characters among the keys of a text; `⏸` is a pause longer than there is patience for an Esc.
  private func characters(_ text: String, _ decoder: inout KeyDecoder) -> String {
    var keys: [Key] = []
    for part in text.split(separator: "⏸", omittingEmptySubsequences: false).enumerated() {
      if part.offset > 0, decoder.patience ?? .seconds(9) < .milliseconds(100) { decoder.timeOut(into: &keys) }
      for byte in part.element.utf8 { decoder.take(byte, into: &keys) }
    }
    return String(
      keys.compactMap { key in
        if case .character(let character) = key { character } else { nil }
      })
  }

  @Test(
    "A colour is understood in every form that terminals give it",
    arguments: [
      ("rgb:ffff/ffff/ffff\u{7}", 0xFFFFFF), ("rgb:fdfd/f6f6/e3e3\u{1B}\\", 0xFDF6E3), ("rgb:f/0/8\u{7}", 0xFF0088),
      ("rgb:12/34/56\u{1B}\\", 0x123456), ("rgba:0000/2b2b/3636/ffff\u{7}", 0x002B36),
    ])
  func forms(_ text: String, _ number: Int) {
    var decoder = asked()
    #expect(characters("\u{1B}]11;\(text)", &decoder) == "")
    #expect(decoder.answers.background?.number == number && decoder.answers.isAwaited)
    #expect(characters(kind, &decoder) == "" && !decoder.answers.isAwaited)
  }

  @Test("An answer that is none of a colour tells nothing, however long it is")
  func noColor() {
    let long = String(repeating: "f", count: 5000)
    for text in ["", "?", "red", "rgb:", "rgb:1/2", "rgb:g/g/g", "rgb:12345/0/0", "rgb:-1/0/0", "rgb:" + long] {
      var decoder = asked()
      #expect(characters("\u{1B}]11;\(text)\u{7}q", &decoder) == "q" && decoder.answers.background == nil, "\(text)")
    }
    var decoder = asked()
    #expect(characters("\u{1B}]10;rgb:f/f/f\u{7}\u{1B}[?1;2yq", &decoder) == "q")
    #expect(decoder.answers.background == nil && decoder.answers.isAwaited)
  }

  @Test("Answers may come in pieces wherever a slow line breaks, and keys between the two")
  func pieces() {
    let all = (background + kind).unicodeScalars.map(String.init)
    for place in 1..<all.count {
      var decoder = asked()
      let text = all[..<place].joined() + "⏸" + all[place...].joined()
      #expect(characters("a" + text + "b", &decoder) == "ab", "\(place)")
      #expect(decoder.answers.background?.number == 0xFDF6E3 && !decoder.answers.isAwaited, "\(place)")
    }
    var decoder = asked()
    #expect(characters("x" + background + "yz" + kind + "c", &decoder) == "xyzc")
    #expect(decoder.answers.background?.number == 0xFDF6E3)
  }

  @Test("Where nobody asked, nobody answers; a typed ] after Esc is a key")
  func unasked() {
    var decoder = KeyDecoder()
    #expect(characters(background + kind + "q", &decoder) == "q" && decoder.answers.background == nil)
    #expect(characters("\u{1B}⏸]q", &decoder) == "]q")
  }
}
