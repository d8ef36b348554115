import Scope
import Testing

@testable import gradflow

@Suite("The terminal's answers among the keys")
struct BackgroundQueryTests {
  /// What is handed on of a text; `⏸` is a pause in which nothing can be read.
  private func passed(_ text: String, _ query: inout BackgroundQuery) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let codes = scalar == "⏸" ? query.pause() : query.take(scalar.value)
      result.append(contentsOf: codes.compactMap(Unicode.Scalar.init))
    }
    return String(result)
  }

  private func asked() -> BackgroundQuery {
    var query = BackgroundQuery()
    query.open()
    return query
  }

  private let answer = "\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\"
  private let kind = "\u{1B}[?62;22c"

  @Test(
    "A colour is understood in every form that terminals give it",
    arguments: [
      ("rgb:ffff/ffff/ffff\u{7}", 0xFFFFFF), ("rgb:fdfd/f6f6/e3e3\u{1B}\\", 0xFDF6E3), ("rgb:f/0/8\u{7}", 0xFF0088),
      ("rgb:12/34/56\u{1B}\\", 0x123456), ("rgba:0000/2b2b/3636/ffff\u{7}", 0x002B36),
    ])
  func forms(_ text: String, _ number: Int) {
    var query = asked()
    #expect(passed("\u{1B}]11;" + text, &query) == "")
    #expect(query.background?.number == number && query.isOpen)
    #expect(passed(kind, &query) == "" && !query.isOpen)
  }

  @Test("An answer that is none of a colour is kept from the keys as well")
  func noColor() {
    for text in ["", "?", "red", "rgb:", "rgb:1/2", "rgb:g/g/g", "rgb:12345/0/0"] {
      var query = asked()
      #expect(passed("\u{1B}]11;\(text)\u{7}q", &query) == "q" && query.background == nil, "\(text)")
    }
  }

  @Test("Answers may come in pieces wherever the line breaks, and keys between the two")
  func pieces() {
    let all = (answer + kind).unicodeScalars.map(String.init)
    for place in 1..<all.count {
      var query = asked()
      let text = all[..<place].joined() + "⏸" + all[place...].joined()
      // Esc at the end of a piece is a key for all that is known then.
      let isKey = all[place - 1] == "\u{1B}" && !(place > 1 && place < answer.unicodeScalars.count)
      #expect(passed("a" + text + "b", &query) == (isKey ? "a\u{1B}b" : "ab"), "\(place)")
      #expect(query.background?.number == 0xFDF6E3 && !query.isOpen, "\(place)")
    }
    var query = asked()
    #expect(passed("x" + answer + "yz" + kind + "c", &query) == "xyzc")
  }

  @Test("Keys that only begin as an answer does are keys")
  func keys() {
    for text in [
      "\u{1B}⏸", "\u{1B}⏸q", "\u{1B}q", "\u{1B}\u{1B}⏸", "\u{1B}[A", "\u{1B}]12;", "\u{1B}[?25x", "ab\u{1B}⏸]1q",
      "]11;?",
      "\u{1B}⏸[C", "\u{1B}⏸]q",
    ] {
      var query = asked()
      #expect(passed(text, &query) == text.filter { $0 != "⏸" }, "\(text.debugDescription)")
    }
    // Without end it is no answer.
    let long = "\u{1B}]11;" + String(repeating: "x", count: 99)
    var query = asked()
    #expect(passed(long, &query) == long)
    #expect(passed("\u{1B}]1", &query) == "" && query.release().count == 3 && query.release().isEmpty)
  }

  @Test("Whoever was not asked answers nothing: all are keys, at once")
  func closed() {
    var query = BackgroundQuery()
    #expect(passed(answer + kind, &query) == answer + kind && query.background == nil)
    query.open()
    #expect(passed(kind + answer, &query) == answer)
  }
}
