import Foundation
import TestSupport
import Testing

@testable import Safetensors

@Suite struct SafetensorsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func readsBackWhatItWrites() throws {
    let metadata = ["cell": "lstm", "odd \"key\"\n": "\u{0}\u{1B}[2J\\ ∂L/∂h 🎢"]
    var writer = SafetensorsWriter(metadata: metadata)
    let values = (0..<60).map { sin(Double($0)) * pow(10, Double($0 - 30)) }
    writer.add("z.last", shape: [3, 4, 5], doubles: values)
    writer.add("classes", shape: [2], asInteger: true) { try [0, 11].withUnsafeBufferPointer($0) }
    writer.add("many", shape: [9001], integers: Array(-4500...4500))
    writer.add("streamed", shape: [7, 2]) { write in
      for row in 0..<7 { try [Double(row), -0.5].withUnsafeBufferPointer(write) }
    }
    writer.add("name \"with\" \\ / \n ü", shape: [1], integers: [.min])
    writer.add("odd", shape: [4], doubles: [-0.0, .infinity, .nan, 0x1p-1074])
    writer.add("empty", shape: [0, 8], doubles: [])
    writer.add("scalar", shape: [], doubles: [0.1])
    try writer.write(to: scratch.path("a"))

    let file = try SafetensorsFile(reading: scratch.path("a"))
    #expect(file.metadata == metadata)
    #expect(
      file.tensorNames == [
        "classes", "empty", "many", "name \"with\" \\ / \n ü", "odd", "scalar", "streamed", "z.last",
      ])
    #expect(file.shape(of: "z.last") == [3, 4, 5])
    #expect(try file.doubles("z.last") == values)
    #expect(file.shape(of: "classes") == [2] && file.isInteger("classes"))
    #expect(try file.integers("classes") == [0, 11])
    #expect(try file.integers("many") == Array(-4500...4500))
    #expect(try file.doubles("streamed") == (0..<7).flatMap { [Double($0), -0.5] })
    #expect(try file.integers("name \"with\" \\ / \n ü") == [.min])
    #expect(
      try file.doubles("odd").map(\.bitPattern) == [-0.0, .infinity, .nan, 0x1p-1074].map(\Double.bitPattern))
    #expect(file.shape(of: "empty") == [0, 8])
    #expect(try file.doubles("empty") == [])
    #expect(file.shape(of: "scalar") == [])
    #expect(try file.doubles("scalar") == [0.1])
    #expect(file.shape(of: "none") == nil && !file.isInteger("none"))
  }

  @Test func layoutIsAligned() throws {
    for length in 0..<9 {
      var writer = SafetensorsWriter()
      writer.add(String(repeating: "n", count: length), shape: [1], doubles: [1])
      try writer.write(to: scratch.path("a"))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path("a")))
      #expect(bytes.count % 8 == 0)
      #expect(Int(bytes[0]) == bytes.count - 16)
      #expect(bytes[8] == UInt8(ascii: "{"))
    }
    try SafetensorsWriter().write(to: scratch.path("a"))
    #expect(try SafetensorsFile(reading: scratch.path("a")).tensorNames == [])
  }

  @Test func readsPythons() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "python", withExtension: "safetensors", subdirectory: "Fixtures"))
    let file = try SafetensorsFile(reading: url.path)
    #expect(file.metadata == ["who": "Python", "ünï": "\"\\\n\t"])
    #expect(file.tensorNames.count == 10)
    #expect(file.shape(of: "double") == [2, 3])
    #expect(try file.doubles("double") == (0..<6).map { Double($0) / 7 })
    #expect(try file.doubles("single") == [0.1, -3.4e38, 1e-45, .infinity, 5.5].map { Double(Float($0)) })
    let half: [Double] = [0, -0.0, 0x1p-24, -0x3FFp-24, 0x1p-14, 1, -5, 65504, .infinity, -.infinity, .nan]
    #expect(try file.doubles("half").map(\.bitPattern) == half.map(\.bitPattern))
    let brain: [Double] = [0, -0.0, 0x1p-133, 1, -3.140625, 0x1.FEp127, .infinity, -.infinity, .nan]
    #expect(try file.doubles("brain").map(\.bitPattern) == brain.map(\.bitPattern))
    #expect(file.shape(of: "long") == [1, 4])
    #expect(try file.integers("long") == [.min, .max, 0, 7])
    #expect(try file.integers("int") == [Int(Int32.min), Int(Int32.max), 3])
    #expect(try file.doubles("nothing") == [])
    #expect(try file.doubles("scalar") == [2.5])
    #expect(try file.doubles("näme \"quoted\"\n") == [1])
    #expect(throws: FileError.self) { try file.doubles("flags") }
  }

  @Test func decodesEveryHalfAndBrainFloat() throws {
    let all = Array(UInt16.min...UInt16.max)
    let brain = try SafetensorsFile(reading: scratch.write(container("BF16", all))).doubles("a")
    for (bits, value) in zip(all, brain) {
      let expected = Double(Float(bitPattern: UInt32(bits) << 16))
      try #require(value.isNaN ? expected.isNaN : value.bitPattern == expected.bitPattern, "\(bits)")
    }
    #if !(os(macOS) && arch(x86_64))
      let half = try SafetensorsFile(reading: scratch.write(container("F16", all))).doubles("a")
      for (bits, value) in zip(all, half) {
        let expected = Double(Float16(bitPattern: bits))
        try #require(value.isNaN ? expected.isNaN : value.bitPattern == expected.bitPattern, "\(bits)")
      }
    #endif
  }

  @Test func decodesKnownBits() throws {
    func read<Bits: FixedWidthInteger>(_ type: String, _ bits: [Bits]) throws -> SafetensorsFile {
      try SafetensorsFile(reading: scratch.write(container(type, bits)))
    }
    #expect(
      try read("F64", [0x3FF0_0000_0000_0000, 0xC009_21FB_5444_2D18] as [UInt64]).doubles("a") == [1, -.pi])
    #expect(
      try read("F32", [0x3F80_0000, 0xC2F7_0000, 1] as [UInt32]).doubles("a") == [1, -123.5, 0x1p-149])
    #expect(try read("F16", [0x3555, 0x03FF] as [UInt16]).doubles("a") == [0x1.554p-2, 0x3FFp-24])
    #expect(try read("BF16", [0x3EAB] as [UInt16]).doubles("a") == [0x1.56p-2])
    #expect(try read("I64", [-2, 3] as [Int64]).integers("a") == [-2, 3])
    #expect(try read("I32", [-2, 3, 4] as [Int32]).integers("a") == [-2, 3, 4])
  }

  @Test func unalignedDataInAnyOrder() throws {
    let header = """
      {"b" : {"data_offsets":[3,11], "shape":[1], "dtype":"F64"},"__metadata__":{}, \
      "a":{"shape":[3],"dtype":"U8","data_offsets":[0,3]}}\t
      """ + String(repeating: " ", count: 5)
    let data: [UInt8] = [9, 9, 9] + withUnsafeBytes(of: 2.75.bitPattern.littleEndian, Array.init)
    #expect(try SafetensorsFile(reading: scratch.write(container(header, data: data))).doubles("b") == [2.75])
  }

  @Test func refusesTheWrongKind() throws {
    let floats = try SafetensorsFile(reading: scratch.write(container("F32", [1, 2] as [UInt32])))
    let error = #expect(throws: FileError.self) { try floats.integers("a") }
    #expect(
      error.map(line) == #"tensor "a" is F32 where whole numbers are wanted; save it as I64 or I32"#)
    let longs = try SafetensorsFile(reading: scratch.write(container("I64", [1] as [Int64]), "b"))
    let other = #expect(throws: FileError.self) { try longs.doubles("a") }
    #expect(
      other.map(line) == #"tensor "a" holds whole numbers (I64); save it as F64, F32, F16 or BF16"#)
    let bytes = try SafetensorsFile(reading: scratch.write(container("U8", [1] as [UInt8]), "c"))
    let third = #expect(throws: FileError.self) { try bytes.integers("a") }
    #expect(third.map(line) == #"tensor "a" is of type U8; save it as I64 or I32"#)
    let none = #expect(throws: FileError.self) { try bytes.doubles("q\u{1B}[2J") }
    #expect(none.map(line) == #"has no tensor "q\u{1B}[2J""#)
  }
}
