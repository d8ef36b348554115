import Foundation
import Testing

@testable import Recurrence

@Suite("Safetensors files, hostile")
struct HostileSafetensorsTests {
  let files: TemporaryFiles

  init() throws { files = try TemporaryFiles() }

  /// One line that names the file and says something of the matter.
  private func expectRefusal(_ path: String, saying words: String, _ note: Comment? = nil) {
    let line = refusal { try readWhole(path) }
    #expect(line?.contains(words) == true, "\(note ?? ""): \(line ?? "accepted")")
    #expect(line?.isOneLine == true, note)
    #expect(line?.unicodeScalars.contains { $0.properties.generalCategory == .control } == false, note)
    #expect((line?.count ?? 0) < 400, note)
  }

  private static func tensor(_ shape: String, _ offsets: String, _ type: String = "\"F32\"") -> String {
    "{\"dtype\":\(type),\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  private static let eight = [UInt8](repeating: 0, count: 8)

  /// Header, what the line must say; 8 bytes of data follow.
  static let headers: [(String, String)] = [
    ("", "not the JSON"), ("{", "not the JSON"), ("[]", "not the JSON"), ("null", "not the JSON"),
    ("{\"a\":1}", "lacks a proper"), ("{\"a\":{}}", "lacks a proper"), ("{\"a\":null}", "lacks a proper"),
    ("{\"__metadata__\":{\"k\":1}}", "not the JSON"), ("{\"__metadata__\":[]}", "not the JSON"),
    ("{\"a\":" + tensor("[2]", "[0,9]") + "}", "ends at byte 9"),
    ("{\"a\":" + tensor("[2]", "[0,9223372036854775807]") + "}", "ends at byte"),
    ("{\"a\":" + tensor("[2]", "[0,9223372036854775808]") + "}", "lacks a proper"),
    ("{\"a\":" + tensor("[2]", "[-8,8]") + "}", "offsets -8"),
    ("{\"a\":" + tensor("[2]", "[8,0]") + "}", "offsets 8"),
    ("{\"a\":" + tensor("[2]", "[0,1e400]") + "}", "lacks a proper"),
    ("{\"a\":" + tensor("[2]", "[0,NaN]") + "}", "not the JSON"),
    ("{\"a\":" + tensor("[2]", "[0]") + "}", "no two offsets"),
    ("{\"a\":" + tensor("[2]", "[0,4,8]") + "}", "no two offsets"),
    ("{\"a\":" + tensor("[3]", "[0,8]") + "}", "does not fill"),
    ("{\"a\":" + tensor("[-2]", "[0,8]") + "}", "impossible shape"),
    ("{\"a\":" + tensor("[-1,-2]", "[0,8]") + "}", "impossible shape"),
    ("{\"a\":" + tensor("[4294967296,4294967296]", "[0,8]") + "}", "impossible shape"),
    ("{\"a\":" + tensor("[9223372036854775807]", "[0,8]") + "}", "does not fill"),
    ("{\"a\":" + tensor("[9223372036854775807]", "[0,8]", "\"U4\"") + "}", "does not fit"),
    ("{\"a\":" + tensor("[1,1,1,1,1,1,1,1,2]", "[0,8]") + "}", "9 axes"),
    ("{\"a\":" + tensor("[1.5]", "[0,8]") + "}", "lacks a proper"),
    ("{\"a\":" + tensor("\"2\"", "[0,8]") + "}", "lacks a proper"),
    ("{\"a\":" + tensor("[2]", "[0,8]", "7") + "}", "lacks a proper"),
    ("{\"a\":" + tensor("[2]", "[0,8]", "\"F31\"") + "}", "type F31"),
    ("{\"a\":" + tensor("[2]", "[0,8]", "\"f32\"") + "}", "type f32"),
    ("{\"a\":" + tensor("[2]", "[0,8]", "\"A\\nB\\u001b[31m\"") + "}", "type A?B?[31m"),
    ("{\"a\":" + tensor("[1]", "[0,4]") + ",\"b\":" + tensor("[2]", "[0,8]") + "}", "overlap"),
    ("{\"a\":" + tensor("[1]", "[0,4]") + "}", "belong to no tensor"),
    ("{\"a\":" + tensor("[1]", "[4,8]") + "}", "belong to no tensor"),
    ("{}", "belong to no tensor"),
    ("{\"a\":" + tensor("[1]", "[0,4]") + ",\"a\":" + tensor("[1]", "[4,8]") + "}", "twice"),
    ("{\"a\":" + tensor("[2]", "[0,8]") + ",\"\\u0061\":" + tensor("[2]", "[0,8]") + "}", "twice"),
    ("{\"x\\ny\\u001b\\u2028\\u202e\":" + tensor("[3]", "[0,8]") + "}", "x?y???"),
    ("{\"" + String(repeating: "n", count: 5000) + "\":" + tensor("[3]", "[0,8]") + "}", "nnn…"),
    (String(repeating: "[", count: 100_000), "not the JSON"),
    ("{\"a\":" + String(repeating: "[", count: 100_000), "nested"),
    ("{\"a\":" + String(repeating: "{\"a\":", count: 100_000), "nested"),
    // Brackets that close within a name don't pay for those that open outside.
    ("{\"" + String(repeating: "]", count: 99_999) + "\":" + String(repeating: "[", count: 100_000), "nested"),
    ("\u{FEFF}{}", "not the JSON"), ("{\u{0}}", "not the JSON"),
  ]

  @Test("Each wrong header is refused in one line that says why", arguments: headers)
  func header(_ header: String, _ words: String) throws {
    let path = try files.write(safetensors(header, data: Self.eight))
    expectRefusal(path, saying: words, "\(header.prefix(80))")
  }

  @Test("A header that is no UTF-8, or UTF-16")
  func encodings() throws {
    let text = "{\"a\":\(Self.tensor("[2]", "[0,8]"))}"
    let bad = Array(text.utf8).map { $0 == UInt8(ascii: "a") ? 0xFF : $0 }
    expectRefusal(try files.write(safetensors(bad, data: Self.eight)), saying: "not the JSON")
    let wide = text.utf16.flatMap { bytes($0) }
    expectRefusal(try files.write(safetensors(wide, data: Self.eight)), saying: "not the JSON")
  }

  @Test("Header lengths that can't be")
  func lengths() throws {
    for length: UInt64 in [3, 100, 100_000_000, 100_000_001, 1 << 32, 1 << 63, .max, .max - 7] {
      let path = try files.write(bytes(length) + Array("{}".utf8))
      expectRefusal(path, saying: length <= 100_000_000 ? "ends within its header" : "is no safetensors file")
    }
    for count in 0..<8 {
      expectRefusal(try files.write([UInt8](repeating: 0, count: count)), saying: "too short")
    }
  }

  @Test("Only regular files are read, and nothing waits", .timeLimit(.minutes(1)))
  func otherThanFiles() throws {
    expectRefusal(files.path("missing"), saying: "No such file")
    expectRefusal(files.path("new\nline\u{1B}[2J"), saying: "new?line?[2J")
    expectRefusal(files.directory.path, saying: "no regular file")
    expectRefusal("/dev/zero", saying: "no regular file")
    let pipe = files.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    expectRefusal(pipe, saying: "no regular file")
    expectRefusal("", saying: "No such file")
  }
}
