#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Refuses what a JSON decoder lets pass or chokes on: keys that occur twice, deep nesting, encodings
/// other than UTF-8, decimals, trailing commas, and more of anything than a decoder should be given. The decoder then
/// does the rest.
struct HeaderScan {
  private let bytes: UnsafeRawBufferPointer
  private let path: String
  private var levels: [Level] = []

  /// An object or list that has been opened and not yet closed.
  private struct Level {
    let isObject: Bool
    var expectsKey: Bool
    var keys: Set<String> = []
    var commas = 0
  }

  /// All keys and all values so far.
  private var keyCount = 0
  private var valueCount = 0

  /// A header has 3 levels; the rest is room for fields that a later version may add.
  private static let deepest = 8
  /// The longest list is a shape.
  private static let longestList = 64
  /// Enough for 50,000 tensors, each a name and three fields.
  static let mostKeys = 200_000
  private static let mostValues = 1_000_000

  static let saveAgain = "save it again with safetensors"

  static func check(_ bytes: UnsafeRawBufferPointer, path: String) throws {
    guard bytes.first == UInt8(ascii: "{") else {
      throw FileError(path, "is no safetensors file: its header is no JSON object", remedy: saveAgain)
    }
    guard String(bytes: bytes, encoding: .utf8) != nil else {
      throw FileError(path, "its header is not UTF-8", remedy: saveAgain)
    }
    var scan = HeaderScan(bytes: bytes, path: path)
    try scan.run()
  }

  private init(bytes: UnsafeRawBufferPointer, path: String) {
    (self.bytes, self.path) = (bytes, path)
  }

  private mutating func run() throws {
    var position = 0
    var last = UInt8(ascii: " ")  // the last byte that was no space
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let end = try endOfText(from: position)
        if levels.last?.expectsKey == true { try note(key: position..<end) }
        position = end - 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard levels.count < HeaderScan.deepest else {
          throw FileError(
            path, "its header is nested too deeply: see byte \(position) of it", remedy: HeaderScan.saveAgain)
        }
        let isObject = byte == UInt8(ascii: "{")
        try countValue()
        levels.append(Level(isObject: isObject, expectsKey: isObject))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard levels.popLast() != nil, last != UInt8(ascii: ",") else { throw malformed(position) }
      case UInt8(ascii: ","):
        guard let level = levels.last else { throw malformed(position) }
        levels[levels.count - 1].expectsKey = level.isObject
        levels[levels.count - 1].commas += 1
        guard level.isObject || level.commas < HeaderScan.longestList else {
          throw FileError(
            path, "its header has a list of more than \(HeaderScan.longestList) values", remedy: HeaderScan.saveAgain)
        }
        try countValue()
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"): break
      case 0x20, 0x09, 0x0A, 0x0D:
        position += 1
        continue
      default: throw malformed(position)
      }
      last = byte
      position += 1
    }
    guard levels.isEmpty else { throw FileError(path, "its header breaks off", remedy: HeaderScan.saveAgain) }
  }

  /// The position after a text's closing quote.
  private func endOfText(from start: Int) throws -> Int {
    var position = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""): return position + 1
      case UInt8(ascii: "\\"): position += 2
      case 0..<0x20: throw malformed(position)
      default: position += 1
      }
    }
    throw FileError(path, "its header breaks off", remedy: HeaderScan.saveAgain)
  }

  private mutating func countValue() throws {
    valueCount += 1
    guard valueCount <= HeaderScan.mostValues else {
      throw FileError(
        path, "its header describes more than \(HeaderScan.mostValues) values", remedy: "save fewer tensors in a file")
    }
  }

  private mutating func note(key range: Range<Int>) throws {
    keyCount += 1
    guard keyCount <= HeaderScan.mostKeys else {
      throw FileError(
        path, "its header has more than \(HeaderScan.mostKeys) names", remedy: "save fewer tensors in a file")
    }
    let quoted = UnsafeRawBufferPointer(rebasing: bytes[range])
    var name = String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    if quoted.contains(UInt8(ascii: "\\")) {
      guard let plain = try? JSONDecoder().decode(String.self, from: Data(quoted)) else {
        throw malformed(range.lowerBound)
      }
      name = plain
    }
    levels[levels.count - 1].expectsKey = false
    guard levels[levels.count - 1].keys.insert(name).inserted else {
      throw FileError(path, "its header has \"\(name.printable())\" twice", remedy: HeaderScan.saveAgain)
    }
  }

  private func malformed(_ position: Int) -> FileError {
    FileError(
      path, "its header is not the JSON of a safetensors file: see byte \(position) of it",
      remedy: HeaderScan.saveAgain)
  }
}
