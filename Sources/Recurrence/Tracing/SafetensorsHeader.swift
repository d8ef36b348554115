#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A tensor's number format in a safetensors file.
enum SafetensorsType: String {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"

  var size: Int {
    switch self {
    case .f64, .i64: 8
    case .f32, .i32: 4
    case .f16, .bf16: 2
    }
  }

  var isInteger: Bool { self == .i64 || self == .i32 }
}

/// Where a tensor lies, as the header says; the sizes have been checked against the file.
struct SafetensorsEntry {
  let typeName: String
  let shape: [Int]
  let range: Range<Int>  // of the data
}

/// The JSON header of a safetensors file, read with mistrust.
struct SafetensorsHeader {
  private(set) var entries: [String: SafetensorsEntry] = [:]
  private(set) var metadata: [String: String] = [:]

  /// The reference implementation's limit.
  static let largest = 100_000_000

  /// The header's bytes, and how many bytes of data follow it.
  init(_ bytes: UnsafeRawBufferPointer, dataCount: Int, path: String) throws {
    // The decoder recurses; the header's own depth is 3, and brackets within names are rare.
    var depth = 0
    for byte in bytes {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth -= 1 }
      guard depth <= 64 else { throw FileError(path, "its header is nested too deeply; save it again") }
    }
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
    } catch let error as FileError {
      throw FileError(path, error.problem)
    } catch {
      throw FileError(path, "its header is not the JSON of a safetensors file; save it again")
    }
    metadata = fields.metadata
    var ranges: [(range: Range<Int>, name: String)] = []
    for (name, field) in fields.tensors {
      let entry = try SafetensorsHeader.check(name, field, dataCount: dataCount, path: path)
      entries[name] = entry
      ranges.append((entry.range, name))
    }
    ranges.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    for (before, after) in zip(ranges, ranges.dropFirst()) where after.range.lowerBound < before.range.upperBound {
      throw FileError(
        path, "tensors \"\(before.name.printable())\" and \"\(after.name.printable())\" overlap; save it again")
    }
  }

  private static func check(_ name: String, _ field: Field, dataCount: Int, path: String) throws -> SafetensorsEntry {
    func refuse(_ problem: String) -> FileError {
      FileError(path, "tensor \"\(name.printable())\" \(problem); save it again")
    }
    guard field.data_offsets.count == 2 else { throw refuse("has no two offsets") }
    let (from, to) = (field.data_offsets[0], field.data_offsets[1])
    guard from >= 0, from <= to else { throw refuse("has offsets \(from) … \(to)") }
    guard to <= dataCount else { throw refuse("ends at byte \(to) of its data, but the file has \(dataCount)") }
    guard field.shape.count <= 8 else { throw refuse("has \(field.shape.count) axes") }
    var count = 1
    for extent in field.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw refuse("has the impossible shape \(field.shape)") }
      count = product
    }
    if let type = SafetensorsType(rawValue: field.dtype) {
      let (size, overflow) = count.multipliedReportingOverflow(by: type.size)
      guard !overflow, size == to - from else {
        throw refuse("of shape \(field.shape) and type \(field.dtype) does not fill its \(to - from) bytes")
      }
    }
    return SafetensorsEntry(typeName: field.dtype, shape: field.shape, range: from..<to)
  }

  private struct Field: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private struct Fields: Decodable {
    var tensors: [(String, Field)] = []
    var metadata: [String: String] = [:]

    struct Name: CodingKey {
      let stringValue: String
      init?(stringValue: String) { self.stringValue = stringValue }
      var intValue: Int? { nil }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == "__metadata__" {
          metadata = try container.decode([String: String].self, forKey: key)
          continue
        }
        do {
          tensors.append((key.stringValue, try container.decode(Field.self, forKey: key)))
        } catch {
          throw FileError("", "tensor \"\(key.stringValue.printable())\" lacks a proper dtype, shape or data_offsets")
        }
      }
    }
  }
}
