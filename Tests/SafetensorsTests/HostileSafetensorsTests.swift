import Foundation
import Testing

@testable import Safetensors

/// A file, and what is to be said of it.
struct Hostile: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let line: String
  var testDescription: String { line }

  /// A file that is to be saved again.
  init(_ bytes: [UInt8], _ problem: String) {
    self.init(bytes, line: problem + "; save it again with safetensors")
  }

  init(_ header: String, _ problem: String) { self.init(container(header), problem) }

  init(_ bytes: [UInt8], line: String) { (self.bytes, self.line) = (bytes, line) }
}

private let saveOne = "save one with safetensors.torch.save_file"
private let notJSON = "its header is not the JSON of a safetensors file"

/// A header with one tensor "a" of 8 bytes, some of it replaced.
private func one(
  dtype: String = #""F64""#, shape: String = "[1]", offsets: String = "[0,8]", more: String = ""
) -> [UInt8] {
  container(
    #"{"a":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)\#(more)}}"#,
    data: Array(repeating: 0, count: 8))
}

/// 8 bytes of data, and a header with tensors of U8 at these offsets.
private func many(_ offsets: Range<Int>...) -> [UInt8] {
  let entries = offsets.enumerated().map {
    #""t\#($0)":{"dtype":"U8","shape":[\#($1.count)],"data_offsets":[\#($1.lowerBound),\#($1.upperBound)]}"#
  }
  return container("{" + entries.joined(separator: ",") + "}", data: Array(repeating: 0, count: 8))
}

private let lengths: [Hostile] = [
  Hostile([], line: "has 0 bytes, too few for a safetensors file; copy or save it again"),
  Hostile([1, 2, 3], line: "has 3 bytes, too few for a safetensors file; copy or save it again"),
  Hostile(
    Array(repeating: 0xFF, count: 8),
    line:
      "is no safetensors file: its header would have 18446744073709551615 bytes; \(saveOne)"
  ),
  Hostile(
    [0, 0, 0, 1, 0, 0, 0, 0],
    line: "ends within its header of 16777216 bytes; copy or save it again"),
  Hostile(
    [1, 0, 0, 1, 0, 0, 0, 0],
    line:
      "is no safetensors file: its header would have 16777217 bytes; \(saveOne)"
  ),
  Hostile(
    [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D], line: "ends within its header of 3 bytes; copy or save it again"),
]

private let texts: [Hostile] = [
  Hostile("", "is no safetensors file: its header is no JSON object"),
  Hostile("[]", "is no safetensors file: its header is no JSON object"),
  Hostile(" {}", "is no safetensors file: its header is no JSON object"),
  Hostile("\u{FEFF}{}", "is no safetensors file: its header is no JSON object"),
  Hostile("{", "its header breaks off"),
  Hostile(#"{"a"#, "its header breaks off"),
  Hostile(#"{"a\"#, "its header breaks off"),
  Hostile("{}{}", notJSON),
  Hostile("{}\0", "\(notJSON): see byte 2 of it"),
  Hostile("{}]", "\(notJSON): see byte 2 of it"),
  Hostile("{}x", "\(notJSON): see byte 2 of it"),
  Hostile("{]", notJSON),
  Hostile("{,}", "\(notJSON): see byte 2 of it"),
  Hostile(#"{"__metadata__":{},}"#, "\(notJSON): see byte 19 of it"),
  Hostile("{\"a\nb\":1}", "\(notJSON): see byte 3 of it"),
  Hostile(#"{"\ud800":1}"#, "\(notJSON): see byte 1 of it"),
  Hostile(#"{"a":NaN}"#, "\(notJSON): see byte 5 of it"),
  Hostile(#"{"a":null}"#, "\(notJSON): see byte 5 of it"),
  Hostile(#"{"a":5}"#, #"tensor "a" is not described by an object"#),
  Hostile(#"{"a":[]}"#, #"tensor "a" is not described by an object"#),
  Hostile(#"{"a":{}}"#, #"tensor "a" lacks its dtype"#),
  Hostile(#"{"__metadata__":{"k":5}}"#, "its __metadata__ must hold nothing but texts"),
  Hostile(#"{"__metadata__":[]}"#, "its __metadata__ must hold nothing but texts"),
  Hostile(#"{"__metadata__":{},"__metadata__":{}}"#, #"its header has "__metadata__" twice"#),
  Hostile(#"{"__metadata__":{"k":"a","\u006b":"b"}}"#, #"its header has "k" twice"#),
  Hostile(#"{"a":{},"a":{}}"#, #"its header has "a" twice"#),
  Hostile(#"{"é":{},"e\u0301":{}}"#, "its header has \"e\u{301}\" twice"),
  Hostile(#"{"x]]]]]]]]]]]]":[[[[[[[[1]]]]]]]]}"#, "its header is nested too deeply: see byte 24 of it"),
  // UTF-16 little-endian: each of its bytes is UTF-8 as well.
  Hostile("{\0\"\0a\0\"\0:\01\0}\0", "\(notJSON): see byte 1 of it"),
]

private let tensors: [Hostile] = [
  Hostile(one(), line: "nothing"),
  Hostile(one(more: #","note":"kept""#), line: "nothing"),
  Hostile(
    one(dtype: #""F99""#), line: #"tensor "a" is of unknown type "F99"; save it as F64, F32, F16 or BF16"#),
  Hostile(one(dtype: "7"), #"tensor "a" has an impossible dtype"#),
  Hostile(one(dtype: #""F32""#), #"tensor "a" of shape [1] and type F32 takes 4 bytes, but has 8"#),
  Hostile(one(shape: "[2]"), #"tensor "a" of shape [2] and type F64 takes 16 bytes, but has 8"#),
  Hostile(one(shape: "[0]"), #"tensor "a" of shape [0] and type F64 takes 0 bytes, but has 8"#),
  Hostile(
    one(dtype: #""F4""#, shape: "[15]"), #"tensor "a" of shape [15] and type F4 takes 8 bytes, but has 8"#),
  Hostile(one(shape: "1"), #"tensor "a" has an impossible shape"#),
  Hostile(one(shape: #"["1"]"#), #"tensor "a" has an impossible shape"#),
  Hostile(one(shape: "[-1]"), #"tensor "a" has the impossible shape [-1]"#),
  Hostile(one(shape: "[-1,-1]"), #"tensor "a" has the impossible shape [-1, -1]"#),
  Hostile(
    one(shape: "[4294967296,4294967296]"),
    #"tensor "a" has the impossible shape [4294967296, 4294967296]"#),
  Hostile(one(shape: "[2305843009213693952]"), #"tensor "a" has the impossible shape [2305843009213693952]"#),
  Hostile(one(shape: "[1,1,1,1,1,1,1,1,1]"), line: #"tensor "a" has 9 axes; at most 8 are supported"#),
  Hostile(one(offsets: "[0]"), #"tensor "a" has 1 data_offsets where 2 belong"#),
  Hostile(one(offsets: "[0,8,8]"), #"tensor "a" has 3 data_offsets where 2 belong"#),
  Hostile(one(offsets: "[8,0]"), #"tensor "a" has impossible data_offsets [8, 0]"#),
  Hostile(one(offsets: "[-8,0]"), #"tensor "a" has impossible data_offsets [-8, 0]"#),
  Hostile(
    one(offsets: "[-9223372036854775808,9223372036854775807]"),
    #"tensor "a" has impossible data_offsets [-9223372036854775808, 9223372036854775807]"#),
  Hostile(
    one(offsets: "[0,16]"),
    line: #"tensor "a" ends at byte 16 of the data, but the file has only 8; copy or save it again"#),
  Hostile(one(more: #","dtype":"F64""#), #"its header has "dtype" twice"#),
  Hostile(one(more: #","\u0064type":"F64""#), #"its header has "dtype" twice"#),
]

private let layouts: [Hostile] = [
  Hostile(many(0..<3, 3..<8), line: "nothing"),
  Hostile(many(3..<8, 0..<3, 3..<3, 8..<8, 0..<0), line: "nothing"),
  Hostile(many(0..<4, 3..<8), #"tensors "t0" and "t1" overlap"#),
  Hostile(many(0..<8, 0..<8), #"tensors "t0" and "t1" overlap"#),
  Hostile(many(0..<8, 5..<5), #"tensors "t0" and "t1" overlap"#),
  Hostile(many(0..<3, 5..<8), #"bytes 3 to 5 of its data, before tensor "t1", belong to none"#),
  Hostile(many(1..<8), #"bytes 0 to 1 of its data, before tensor "t0", belong to none"#),
  Hostile(many(0..<7), line: "has 1 bytes after its last tensor; copy or save it again"),
  Hostile(many(), line: "has 8 bytes after its last tensor; copy or save it again"),
]

/// Headers made to mislead; each is refused with a line of its own.
@Suite struct HostileSafetensorsTests {
  @Test(arguments: lengths + texts + tensors + layouts)
  func saysWhatIsWrong(_ hostile: Hostile) throws {
    #expect(try complaint(hostile.bytes) == hostile.line)
  }

  @Test(arguments: [
    "9223372036854775808", "99999999999999999999", "1e300", "1e2", "1.0", "01", "-", "1 2", "1:2",
  ])
  func number(_ text: String) throws {
    let found = try complaint(one(shape: "[\(text)]"))
    #expect(found.hasPrefix(notJSON) || found.contains("an impossible shape"), "\(found)")
  }

  @Test(arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]])
  func notUTF8(_ invalid: [UInt8]) throws {
    let header = Array(#"{""#.utf8) + invalid + Array(#"":{}}"#.utf8)
    #expect(try complaint(container(header)) == "its header is not UTF-8; save it again with safetensors")
  }

  @Test(arguments: ["[", #"{"a":"#]) func bomb(_ bracket: String) throws {
    let found = try complaint(container(#"{"a":"# + String(repeating: bracket, count: 300_000)))
    #expect(found.hasPrefix("its header is nested too deeply"))
  }

  /// More than a decoder should be given is refused while it is counted.
  @Test(
    arguments: [
      (#"{"t":{"dtype":"F32","shape":["#, "1,", 45_000, #"1],"data_offsets":[0,4]}}"#, "a list of more than 64 values"),
      (#"{"__metadata__":{"#, #""k#":"v","#, 210_000, #""last":"v"}}"#, "more than 200000 names"),
      (#"{"a":{"x":{"#, #""k#":[],"#, 210_000, #""last":[]}}}"#, "more than 200000 names"),
      (#"{"a":["#, "{},", 100, "{}]}", "a list of more than 64 values"),
      (#"{"a":["#, "[{},[],[],[],[],[],[]],", 60, "[]]}", "is not described by an object"),
    ] as [(String, String, Int, String, String)])
  func tooMuchOfAnything(_ start: String, _ part: String, _ count: Int, _ end: String, _ words: String) throws {
    let middle = (0..<count).map { part.replacingOccurrences(of: "#", with: "\($0)") }.joined()
    #expect(try complaint(container(start + middle + end)).contains(words))
  }

  @Test func aHeaderHasRoomForManyTensors() throws {
    let entry = #"{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"#
    let header = "{" + (0..<20_000).map { "\"layer\($0).weight\":\(entry)" }.joined(separator: ",") + "}"
    #expect(try complaint(container(header)) == "nothing")
  }

  /// A name must not reach the terminal as it is: `complaint` looks for control characters and length.
  @Test func hostileNames() throws {
    let escape = try complaint(container(#"{"\u001b[2J\u0007\u202e\u2028evil":{}}"#))
    #expect(escape.hasPrefix(#"tensor "\u{1B}[2J\u{7}\u{202E}\u{2028}evil" lacks its dtype"#))
    let long = try complaint(container(#"{"\#(String(repeating: "ab", count: 1 << 20))":{}}"#))
    #expect(long.hasPrefix("tensor \"\(String(repeating: "ab", count: 30))…\" lacks its dtype"))
    let marks = try complaint(container(#"{"\#(String(repeating: "\u{301}", count: 1 << 20))":{}}"#))
    #expect(marks.unicodeScalars.count < 200)
  }

  @Test func longPathsKeepTheirEnd() {
    let path = String(repeating: "directory/", count: 40) + "\u{1B}net.safetensors"
    let text = FileError(path, "is a directory", remedy: "name a regular file").description
    #expect(text.hasPrefix("…") && text.unicodeScalars.count < 150)
    #expect(text.hasSuffix(#"directory/\u{1B}net.safetensors: is a directory; name a regular file"#))
  }
}
