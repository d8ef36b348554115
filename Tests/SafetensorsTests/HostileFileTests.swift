import Foundation
import TestSupport
import Testing

@testable import Safetensors

/// What is no file to read, and files that chance has changed.
@Suite struct HostileFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func complaint(_ path: String) -> String {
    let error = #expect(throws: FileError.self) { try SafetensorsFile(reading: path) }
    return error.map(line) ?? ""
  }

  @Test func onlyRegularFiles() throws {
    #expect(complaint(scratch.folder) == "is a directory; name a regular file")
    #expect(mkfifo(scratch.path("fifo"), 0o600) == 0)
    #expect(complaint(scratch.path("fifo")) == "is a FIFO; name a regular file")
    #expect(complaint("/dev/zero") == "is a device; name a regular file")
    #expect(
      complaint(scratch.path("none"))
        == "can't be opened: No such file or directory; check the name and its directory")
    try FileManager.default.createSymbolicLink(atPath: scratch.path("loop"), withDestinationPath: "loop")
    #expect(complaint(scratch.path("loop")).hasPrefix("can't be opened: "))
  }

  @Test func aFileShortenedAfterItWasOpened() throws {
    let path = try scratch.write(container("F64", Array(repeating: 1, count: 5000) as [UInt64]))
    let file = try SafetensorsFile(reading: path)
    #expect(truncate(path, 20000) == 0)
    let error = #expect(throws: FileError.self) { try file.doubles("a") }
    #expect(error.map(line) == "was shortened while it was read; try again once nothing writes to it")
  }

  /// A sparse file costs nothing to make, and claims a terabyte.
  @Test func aSparseFile() throws {
    let count = 1 << 37
    let path = try scratch.write(
      container(#"{"a":{"dtype":"F64","shape":[\#(count)],"data_offsets":[0,\#(8 * count)]}}"#))
    let start = try Data(contentsOf: URL(fileURLWithPath: path)).count
    guard truncate(path, off_t(start + 8 * count)) == 0 else { return }  // some file systems can't
    let error = #expect(throws: FileError.self) { try SafetensorsFile(reading: path).doubles("a") }
    #expect(error.map(line) == #"tensor "a" has 137438953472 numbers; at most 268435456 are read"#)
  }

  /// A file with metadata and three tensors of different types.
  private func sample() throws -> [UInt8] {
    var writer = SafetensorsWriter(metadata: ["cell": "gru"])
    writer.add("weight_ih_l0", shape: [3, 2], doubles: [1, 2, 3, 4, 5, 6])
    writer.add("target", shape: [5], integers: [1, 0, 2, 0, 1])
    writer.add("ü\n", shape: [1], doubles: [7])
    try writer.write(to: scratch.path("sample"))
    return Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path("sample"))))
  }

  @Test func truncationAtEveryByte() throws {
    let bytes = try sample()
    for count in bytes.indices {
      let path = try scratch.write(Array(bytes[..<count]))
      try #require(throws: FileError.self, "\(count) bytes") { try SafetensorsFile(reading: path) }
    }
    #expect(throws: FileError.self) { try SafetensorsFile(reading: scratch.write(bytes + [0])) }
  }

  /// Opens it, reads everything that it has, and reports whether it could be opened.
  private func survives(_ bytes: [UInt8]) throws -> Bool {
    let path = try scratch.write(bytes, "mutant")
    do {
      let file = try SafetensorsFile(reading: path)
      var total = 0
      for name in file.tensorNames {
        let count = try file.isInteger(name) ? file.integers(name).count : (try? file.doubles(name).count)
        if let count { try #require(count == file.shape(of: name)!.reduce(1, *)) }
        total += count ?? 0
      }
      try #require(total <= bytes.count)
      return true
    } catch let error as FileError {
      try #require(error.description.unicodeScalars.count <= 200)
      return false
    }
  }

  @Test func everyBitFlipInTheHeader() throws {
    let bytes = try sample()
    let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
    for position in 0..<header {
      for bit in 0..<8 {
        var mutant = bytes
        mutant[position] ^= 1 << bit
        _ = try survives(mutant)
      }
    }
  }

  @Test func twentyThousandMutants() throws {
    let bytes = try sample()
    let header = Array(bytes[8..<(8 + Int(bytes[0]) + Int(bytes[1]) << 8)])
    let data = Array(bytes[(8 + header.count)...])
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "-", "0", "9223372036854775807",
      "18446744073709551616", "1e9", "NaN", "null", "\"F16\"", "\"I32\"", "\"__metadata__\":", "\0",
      "\u{FEFF}",
      "\"shape\":[0,9223372036854775807]", "\"data_offsets\":[0,0],", " ",
    ].map { Array($0.utf8) }
    var random = SplitMix(state: 2013)
    var opened = 0
    for _ in 0..<20_000 {
      var mutant = header
      for _ in 0..<Int.random(in: 1...3, using: &random) where !mutant.isEmpty {
        let start = Int.random(in: 0..<mutant.count, using: &random)
        let end = min(mutant.count, start + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: mutant[start] = UInt8.random(in: 0...255, using: &random)
        case 1: mutant.removeSubrange(start..<end)
        case 2: mutant.insert(contentsOf: mutant[start..<end], at: Int.random(in: 0...start, using: &random))
        case 3: mutant.replaceSubrange(start..<end, with: pieces.randomElement(using: &random)!)
        default: mutant[start] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
        }
      }
      // Most are refused for their header; files are made of the others alone, as that takes longest.
      do {
        _ = try mutant.withUnsafeBytes { try SafetensorsHeader($0, dataCount: data.count, path: "mutant") }
        try #require(try survives(container(mutant, data: data)))
        opened += 1
      } catch let error as FileError {
        try #require(error.description.unicodeScalars.count <= 200)
      }
    }
    // Some changes, as of a name, leave a file that is right: the loop must reach past the checks too.
    #expect(opened > 100 && opened < 10_000, "\(opened) opened")
  }
}

/// A seeded source of random numbers (Steele, Lea and Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
