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
    let keyCount = try SafetensorsHeader.scan(bytes, path)
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
    } catch let error as FileError {
      throw FileError(path, error.problem)
    } catch {
      throw FileError(path, "its header is not the JSON of a safetensors file; save it again")
    }
    guard fields.keyCount == keyCount else { throw FileError(path, "its header names a tensor twice; save it again") }
    metadata = fields.metadata
    var ranges: [(range: Range<Int>, name: String)] = []
    for (name, field) in fields.tensors {
      let entry = try SafetensorsHeader.check(name, field, dataCount: dataCount, path: path)
      entries[name] = entry
      ranges.append((entry.range, name))
    }
    try SafetensorsHeader.requireWhole(ranges, dataCount: dataCount, path)
  }

  /// Looks the text over before the decoder sees it, which recurses, guesses encodings, and drops a key that comes
  /// twice. The number of keys of the outermost object.
  private static func scan(_ bytes: UnsafeRawBufferPointer, _ path: String) throws -> Int {
    guard bytes.first == UInt8(ascii: "{"), !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw FileError(path, "its header is not the JSON of a safetensors file; save it again")
    }
    var (depth, keys) = (0, 0)
    var (isQuoted, isEscaped) = (false, false)
    for byte in bytes {
      if isQuoted {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ":"): keys += depth == 1 ? 1 : 0
      default: break
      }
      guard depth <= 16 else { throw FileError(path, "its header is nested too deeply; save it again") }
    }
    return keys
  }

  /// As the reference implementation does: every byte of the data belongs to one tensor.
  private static func requireWhole(_ ranges: [(range: Range<Int>, name: String)], dataCount: Int, _ path: String) throws
  {
    let ranges = ranges.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    var (end, before) = (0, "")
    for (range, name) in ranges {
      guard range.lowerBound >= end else {
        throw FileError(path, "tensors \"\(before.printable())\" and \"\(name.printable())\" overlap; save it again")
      }
      guard range.lowerBound == end else { throw hole(end, range.lowerBound, path) }
      (end, before) = (range.upperBound, name)
    }
    guard end == dataCount else { throw hole(end, dataCount, path) }
  }

  private static func hole(_ from: Int, _ to: Int, _ path: String) -> FileError {
    FileError(path, "bytes \(from) ..< \(to) of its data belong to no tensor; save it again")
  }

  private static func check(_ name: String, _ field: Field, dataCount: Int, path: String) throws -> SafetensorsEntry {
    func refuse(_ problem: String) -> FileError {
      FileError(path, "tensor \"\(name.printable())\" \(problem); save it again")
    }
    guard field.offsets.count == 2 else { throw refuse("has no two offsets") }
    let (from, to) = (field.offsets[0], field.offsets[1])
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
    } else if count / 2 > to - from {
      // Of a type that is not read here: the smallest have four bits.
      throw refuse("of shape \(field.shape) does not fit into its \(to - from) bytes")
    }
    return SafetensorsEntry(typeName: field.dtype, shape: field.shape, range: from..<to)
  }

  private struct Field: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  private struct Fields: Decodable {
    var tensors: [(String, Field)] = []
    var metadata: [String: String] = [:]
    var keyCount = 0

    struct Name: CodingKey {
      let stringValue: String
      init?(stringValue: String) { self.stringValue = stringValue }
      var intValue: Int? { nil }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      keyCount = container.allKeys.count
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
