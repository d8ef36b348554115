/// A safetensors file: named tensors of numbers, checked before anything of them is used.
///
/// The container is that of huggingface/safetensors: an 8-byte little-endian header length, a JSON header, then
/// row-major little-endian numbers.
public struct SafetensorsFile: Sendable {
  /// The file.
  public let path: String
  /// The strings that whoever wrote it added.
  public let metadata: [String: String]
  private let entries: [String: SafetensorsEntry]
  private let file: FileBytes
  private let dataStart: Int

  /// Opens a file and checks its header; the numbers stay on disk until they are asked for.
  public init(reading path: String) throws {
    file = try FileBytes(path)
    self.path = path
    let bytes = file.bytes
    guard bytes.count >= 8 else { throw FileError(path, "is too short for a safetensors file") }
    let length = bytes.loadUnaligned(as: UInt64.self).littleEndian
    guard length <= UInt64(SafetensorsHeader.largest) else {
      throw FileError(path, "is no safetensors file: its header would have \(length) bytes")
    }
    guard Int(length) <= bytes.count - 8 else {
      throw FileError(path, "ends within its header of \(length) bytes; copy or save it again")
    }
    dataStart = 8 + Int(length)
    let header = try SafetensorsHeader(
      UnsafeRawBufferPointer(rebasing: bytes[8..<dataStart]), dataCount: bytes.count - dataStart, path: path)
    (entries, metadata) = (header.entries, header.metadata)
  }

  /// The names of its tensors, sorted.
  public var tensorNames: [String] { entries.keys.sorted() }

  /// The shape of a tensor; nil where there is none of that name.
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// Whether a tensor holds whole numbers.
  public func isInteger(_ name: String) -> Bool {
    entries[name].flatMap { SafetensorsType(rawValue: $0.typeName) }?.isInteger ?? false
  }

  /// A tensor of F64, F32, F16 or BF16 as doubles, exactly.
  public func doubles(_ name: String) throws -> [Double] {
    let (type, bytes) = try tensor(name)
    switch type {
    case .f64: return values(bytes, UInt64.self) { Double(bitPattern: $0) }
    case .f32: return values(bytes, UInt32.self) { Double(Float(bitPattern: $0)) }
    case .bf16: return values(bytes, UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
    case .f16: return values(bytes, UInt16.self, half)
    case .i64, .i32:
      throw FileError(path, "tensor \"\(name.printable())\" holds whole numbers where F64, F32, F16 or BF16 is wanted")
    }
  }

  /// A tensor of I64 or I32.
  public func integers(_ name: String) throws -> [Int] {
    let (type, bytes) = try tensor(name)
    switch type {
    case .i64: return values(bytes, Int64.self) { Int($0) }
    case .i32: return values(bytes, Int32.self) { Int($0) }
    default:
      throw FileError(
        path, "tensor \"\(name.printable())\" is \(type.rawValue) where class numbers (I64, I32) are wanted")
    }
  }

  private func tensor(_ name: String) throws -> (SafetensorsType, UnsafeRawBufferPointer) {
    guard let entry = entries[name] else { throw FileError(path, "has no tensor \"\(name.printable())\"") }
    guard let type = SafetensorsType(rawValue: entry.typeName) else {
      throw FileError(
        path,
        "tensor \"\(name.printable())\" is of type \(entry.typeName.printable(12)); save it as F64, F32, F16 or BF16")
    }
    let range = (dataStart + entry.range.lowerBound)..<(dataStart + entry.range.upperBound)
    return (type, UnsafeRawBufferPointer(rebasing: file.bytes[range]))
  }

  private func values<Bits: FixedWidthInteger, Value>(
    _ bytes: UnsafeRawBufferPointer, _: Bits.Type, _ convert: (Bits) -> Value
  ) -> [Value] {
    let size = MemoryLayout<Bits>.size
    return withExtendedLifetime(file) {
      (0..<(bytes.count / size)).map {
        convert(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Bits.self)))
      }
    }
  }

  /// IEEE half precision by its bits: not every processor that Swift runs on has the type.
  private func half(_ bits: UInt16) -> Double {
    let sign: FloatingPointSign = bits & 0x8000 == 0 ? .plus : .minus
    let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
    switch exponent {
    case 0: return Double(sign: sign, exponent: -24, significand: fraction)
    case 31: return fraction == 0 ? Double(signOf: sign == .plus ? 1 : -1, magnitudeOf: .infinity) : .nan
    default: return Double(sign: sign, exponent: exponent - 15, significand: 1 + fraction / 1024)
    }
  }
}
