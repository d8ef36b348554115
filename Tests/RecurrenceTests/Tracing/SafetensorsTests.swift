import Foundation
import Testing

@testable import Recurrence

@Suite("Safetensors files, well formed")
struct SafetensorsTests {
  let files: TemporaryFiles

  init() throws { files = try TemporaryFiles() }

  @Test("What is written is read again, bit for bit")
  func roundTrip() throws {
    let values = [
      0, -0.0, 1, -1.5, .pi, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e-300,
    ]
    var writer = SafetensorsWriter(metadata: ["note": "line\nbreak \"quoted\" \u{1B} ∂", "empty": ""])
    writer.add("a/b \"c\"", Tensor(shape: [2, 5], values: values))
    writer.add("classes", Tensor(shape: [3], values: [0, 7, 1_048_575]), asInteger: true)
    writer.add("empty", Tensor(shape: [0, 4]))
    writer.add("scalar", Tensor(shape: [], values: [.nan]))
    let path = files.path("round.safetensors")
    try writer.write(to: path)
    let file = try SafetensorsFile(reading: path)
    #expect(file.tensorNames == ["a/b \"c\"", "classes", "empty", "scalar"])
    #expect(file.shape(of: "a/b \"c\"") == [2, 5])
    #expect(try file.doubles("a/b \"c\"").map(\.bitPattern) == values.map(\.bitPattern))
    #expect(try file.integers("classes") == [0, 7, 1_048_575])
    #expect(file.isInteger("classes") && !file.isInteger("scalar") && !file.isInteger("none"))
    #expect(try file.doubles("empty").isEmpty)
    #expect(try file.doubles("scalar")[0].isNaN)
    #expect(file.metadata == ["note": "line\nbreak \"quoted\" \u{1B} ∂", "empty": ""])
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.directory.path) == ["round.safetensors"])
  }

  @Test("The numbers begin at a multiple of 8")
  func alignment() throws {
    for length in 0..<9 {
      var writer = SafetensorsWriter(metadata: [:])
      writer.add(String(repeating: "n", count: length), Tensor(shape: [1]))
      let path = files.path("aligned")
      try writer.write(to: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes[0] % 8 == 0)
      #expect(try SafetensorsFile(reading: path).doubles(String(repeating: "n", count: length)) == [0])
    }
  }

  @Test("A file without tensors")
  func empty() throws {
    let path = files.path("empty")
    try SafetensorsWriter(metadata: [:]).write(to: path)
    #expect(try SafetensorsFile(reading: path).tensorNames.isEmpty)
  }

  @Test("F64 and F32")
  func singleAndDouble() throws {
    let doubles: [UInt64] = [0, 1 << 63, 0x3FF0_0000_0000_0000, 0x7FF0_0000_0000_0000, 1, 0xC008_0000_0000_0000]
    let singles: [UInt32] = [0, 0x3F80_0000, 0xC020_0000, 0x7F80_0000, 0xFF80_0000, 1, 0x7FC0_0000]
    let path = try files.write(
      safetensors([
        ("d", "F64", [6], doubles.flatMap { bytes($0) }), ("s", "F32", [7], singles.flatMap { bytes($0) }),
      ]))
    let file = try SafetensorsFile(reading: path)
    #expect(try file.doubles("d").map(\.bitPattern) == doubles)
    let read = try file.doubles("s")
    #expect(read.dropLast() == [0, 1, -2.5, .infinity, -.infinity, 0x1p-149])
    #expect(read[6].isNaN)
  }

  @Test("Every half: by the formula of IEEE 754, and known ones by value")
  func half() throws {
    let path = try files.write(
      safetensors([("h", "F16", [65_536], (0..<65_536).flatMap { bytes(UInt16($0)) })]))
    let read = try SafetensorsFile(reading: path).doubles("h")
    for bits in 0..<65_536 {
      let (sign, exponent, fraction) = (bits >> 15 == 0 ? 1.0 : -1.0, bits >> 10 & 31, Double(bits & 1023))
      let value = read[bits]
      switch exponent {
      case 0: #expect(value == sign * fraction * 0x1p-24 && value.sign == (sign < 0 ? .minus : .plus))
      case 31: #expect(fraction == 0 ? value == sign * .infinity : value.isNaN)
      default: #expect(value == sign * pow(2, Double(exponent - 15)) * (1 + fraction / 1024))
      }
    }
    #expect(read[0x3C00] == 1 && read[0xC000] == -2 && read[0x7BFF] == 65504 && read[0x3555] == 0.333251953125)
    #expect(read[0x0001] == 0x1p-24 && read[0x03FF] == 0x1.FF8p-15 && read[0x0400] == 0x1p-14)
  }

  @Test("BF16 is the upper half of a single")
  func brainFloat() throws {
    let bits: [UInt16] = [0, 0x8000, 0x3F80, 0xC020, 0x7F80, 0xFF80, 1, 0x7FC0]
    let path = try files.write(safetensors([("b", "BF16", [2, 4], bits.flatMap { bytes($0) })]))
    let read = try SafetensorsFile(reading: path).doubles("b")
    #expect(read.dropLast() == [0, 0, 1, -2.5, .infinity, -.infinity, 0x1p-133])
    #expect(read[1].sign == .minus && read[7].isNaN)
  }

  @Test("I64 and I32")
  func integers() throws {
    let path = try files.write(
      safetensors([
        ("i", "I32", [3], bytes(Int32.min, -1, Int32.max)), ("l", "I64", [3], bytes(Int64.min, -1, Int64.max)),
      ]))
    let file = try SafetensorsFile(reading: path)
    #expect(try file.integers("i") == [Int(Int32.min), -1, Int(Int32.max)])
    #expect(try file.integers("l") == [Int.min, -1, Int.max])
    #expect(refusal { _ = try file.doubles("i") }?.contains("whole numbers") == true)
  }

  @Test("A type that can't be used is no obstacle to the other tensors")
  func otherTypes() throws {
    let path = try files.write(
      safetensors([("mask", "BOOL", [3], [0, 1, 1]), ("x", "F32", [1], bytes(Float(2).bitPattern))]))
    let file = try SafetensorsFile(reading: path)
    #expect(try file.doubles("x") == [2])
    #expect(refusal { _ = try file.doubles("mask") }?.contains("BOOL") == true)
    #expect(refusal { _ = try file.integers("x") }?.contains("F32") == true)
    #expect(refusal { _ = try file.doubles("none") }?.contains("no tensor \"none\"") == true)
  }

  @Test("Zero-length tensors may lie anywhere that is the edge of another")
  func zeroLength() throws {
    let header = """
      {"a":{"dtype":"F64","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"F64","shape":[0,3],"data_offsets":[0,0]},\
      "c":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"d":{"dtype":"F64","shape":[0],"data_offsets":[8,8]}}
      """
    let file = try SafetensorsFile(reading: try files.write(safetensors(header, data: bytes((1.5).bitPattern))))
    #expect(try file.doubles("c") == [1.5] && file.doubles("d").isEmpty)
  }

  @Test("A link is followed, a device is not replaced")
  func places() throws {
    let target = try files.write([1, 2, 3], "target")
    let link = files.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try SafetensorsWriter(metadata: [:]).write(to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try SafetensorsFile(reading: target).tensorNames.isEmpty)
    try SafetensorsWriter(metadata: [:]).write(to: "/dev/null")
    #expect(refusal { try SafetensorsWriter(metadata: [:]).write(to: "/dev/full") }?.contains("No space left") == true)
    #expect(
      refusal { try SafetensorsWriter(metadata: [:]).write(to: files.directory.path) }?.contains("director") == true)
    #expect(
      refusal { try SafetensorsWriter(metadata: [:]).write(to: files.path("no/such")) }?.contains("No such") == true)
    for device in ["/dev/null", "/dev/full"] {
      let type = try FileManager.default.attributesOfItem(atPath: device)[.type] as? FileAttributeType
      #expect(type == .typeCharacterSpecial)
    }
  }
}
