import Foundation
import TestSupport
import Testing

@testable import Safetensors

/// The bytes of a safetensors file with any header, right or wrong.
func container(_ header: some Sequence<UInt8>, data: [UInt8] = []) -> [UInt8] {
  let header = Array(header)
  return withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header + data
}

func container(_ header: String, data: [UInt8] = []) -> [UInt8] { container(header.utf8, data: data) }

/// The bytes of a file with one tensor "a" of bit patterns.
func container<Bits: FixedWidthInteger>(_ type: String, _ bits: [Bits]) -> [UInt8] {
  let data = bits.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
  return container(
    #"{"a":{"dtype":"\#(type)","shape":[\#(bits.count)],"data_offsets":[0,\#(data.count)]}}"#, data: data)
}

/// What reading a file's header complains of, without the file's name.
func complaint(_ bytes: [UInt8]) throws -> String {
  let scratch = try Scratch()
  let path = try scratch.write(bytes)
  do {
    _ = try SafetensorsFile(reading: path)
    return "nothing"
  } catch let error as FileError {
    #expect(error.path == path)
    #expect(error.description.contains("a.safetensors: " + error.problem.prefix(60)))
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(error.description.unicodeScalars.count <= 200)
    return line(error)
  }
}

/// An error's problem and remedy.
func line(_ error: FileError) -> String { error.problem + (error.remedy.map { "; " + $0 } ?? "") }
