import Foundation

@testable import Recurrence

/// A safetensors file's bytes from a header that may be wrong.
func safetensors(_ header: some Sequence<UInt8>, data: [UInt8] = []) -> [UInt8] {
  let header = Array(header)
  return bytes(UInt64(header.count)) + header + data
}

func safetensors(_ header: String, data: [UInt8] = []) -> [UInt8] { safetensors(header.utf8, data: data) }

/// Tensors one after the other, as a proper file.
func safetensors(_ tensors: [(name: String, type: String, shape: [Int], data: [UInt8])]) -> [UInt8] {
  var offset = 0
  let fields = tensors.map { tensor in
    defer { offset += tensor.data.count }
    return "\"\(tensor.name)\":{\"dtype\":\"\(tensor.type)\",\"shape\":\(tensor.shape),"
      + "\"data_offsets\":[\(offset),\(offset + tensor.data.count)]}"
  }
  return safetensors("{" + fields.joined(separator: ",") + "}", data: tensors.flatMap(\.data))
}

/// Little-endian.
func bytes<Integer: FixedWidthInteger>(_ values: Integer...) -> [UInt8] {
  values.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } }
}

/// What a file is refused with; nil where it is not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as FileError {
    return error.description
  } catch {
    return "not a FileError: \(error)\n"
  }
}

/// Reads all there is in a file.
func readWhole(_ path: String) throws {
  let file = try SafetensorsFile(reading: path)
  for name in file.tensorNames {
    _ = try file.isInteger(name) ? file.integers(name).count : file.doubles(name).count
  }
}

extension String {
  var isOneLine: Bool { !contains(where: \.isNewline) }
}
