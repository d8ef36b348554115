/// A safetensors file: named tensors of numbers, checked before anything of them is used.
///
/// The container is that of huggingface/safetensors: an 8-byte little-endian header length, a JSON header,
/// then row-major little-endian numbers.
public struct SafetensorsFile: Sendable {
  /// The file.
  public let path: String
  /// The strings that whoever wrote it added.
  public let metadata: [String: String]
  private let entries: [String: SafetensorsEntry]
  private let file: RegularFile
  private let dataStart: Int

  /// 2 GiB as doubles. A sparse file may claim any size and hold nothing.
  private static let mostNumbers = 1 << 28

  /// Opens a file and checks its header; the numbers stay on disk until they are asked for.
  ///
  /// Throws `FileError` for anything but a regular file whose header describes each byte of its data once.
  public init(reading path: String) throws {
    file = try RegularFile(path)
    self.path = path
    let size = file.count
    guard size >= 8 else {
      throw FileError(
        path, "has \(size) bytes, too few for a safetensors file", remedy: "copy or save it again")
    }
    let length = try file.bytes(0..<8).withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))
    }
    guard length <= UInt64(SafetensorsHeader.largest) else {
      throw FileError(
        path, "is no safetensors file: its header would have \(length) bytes",
        remedy: "save one with safetensors.torch.save_file")
    }
    guard Int(length) <= size - 8 else {
      throw FileError(path, "ends within its header of \(length) bytes", remedy: "copy or save it again")
    }
    dataStart = 8 + Int(length)
    let dataCount = size - dataStart
    let header = try file.bytes(8..<dataStart).withUnsafeBytes {
      try SafetensorsHeader($0, dataCount: dataCount, path: path)
    }
    (entries, metadata) = (header.entries, header.metadata)
  }

  /// What the file was when it was opened.
  package var version: RegularFile.Version { file.version }

  /// The names of its tensors, sorted.
  public var tensorNames: [String] { entries.keys.sorted() }

  /// The shape of a tensor; nil where there is none of that name.
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// Whether a tensor holds whole numbers that `integers` can read.
  public func isInteger(_ name: String) -> Bool {
    entries[name].flatMap { SafetensorsType(rawValue: $0.typeName) }?.isInteger ?? false
  }

  /// Throws where `doubles` would, but for the file's end.
  public func requireDoubles(_ name: String) throws {
    let (type, _) = try tensor(name, wanted: "F64, F32, F16 or BF16")
    if type.isInteger { throw wholeNumbers(name, type) }
  }

  private func wholeNumbers(_ name: String, _ type: SafetensorsType) -> FileError {
    FileError(
      path, "tensor \"\(name.printable())\" holds whole numbers (\(type.rawValue))",
      remedy: "save it as F64, F32, F16 or BF16")
  }

  /// A tensor of F64, F32, F16 or BF16 as doubles in row-major order, exactly.
  ///
  /// Throws `FileError` where there is none of that name or type, or where the file can't be read any more.
  public func doubles(_ name: String) throws -> [Double] {
    let (type, range) = try tensor(name, wanted: "F64, F32, F16 or BF16")
    switch type {
    case .f64: return try numbers(name, range, UInt64.self) { Double(bitPattern: $0) }
    case .f32: return try numbers(name, range, UInt32.self) { Double(Float(bitPattern: $0)) }
    case .bf16: return try numbers(name, range, UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
    case .f16: return try numbers(name, range, UInt16.self) { Double(half: $0) }
    case .i64, .i32: throw wholeNumbers(name, type)
    }
  }

  /// A tensor of I64 or I32, such as class numbers, in row-major order.
  ///
  /// Throws `FileError` where there is none of that name or type, or where the file can't be read any more.
  public func integers(_ name: String) throws -> [Int] {
    let (type, range) = try tensor(name, wanted: "I64 or I32")
    switch type {
    case .i64: return try numbers(name, range, Int64.self) { Int($0) }
    case .i32: return try numbers(name, range, Int32.self) { Int($0) }
    default:
      throw FileError(
        path, "tensor \"\(name.printable())\" is \(type.rawValue) where whole numbers are wanted",
        remedy: "save it as I64 or I32")
    }
  }

  private func tensor(_ name: String, wanted: String) throws -> (SafetensorsType, Range<Int>) {
    guard let entry = entries[name] else { throw FileError(path, "has no tensor \"\(name.printable())\"") }
    guard let type = SafetensorsType(rawValue: entry.typeName) else {
      throw FileError(
        path, "tensor \"\(name.printable())\" is of type \(entry.typeName)", remedy: "save it as \(wanted)")
    }
    return (type, entry.range)
  }

  private func numbers<Bits: FixedWidthInteger, Value>(
    _ name: String, _ range: Range<Int>, _: Bits.Type, _ convert: (Bits) -> Value
  ) throws -> [Value] {
    let size = MemoryLayout<Bits>.size
    let count = range.count / size
    guard count <= SafetensorsFile.mostNumbers else {
      throw FileError(
        path, "tensor \"\(name.printable())\" has \(count) numbers",
        remedy: "at most \(SafetensorsFile.mostNumbers) are read")
    }
    return try [Value](unsafeUninitializedCapacity: count) { values, done in
      try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
        while done < count {
          let some = min(count - done, buffer.count / size)
          let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(some * size)])
          try file.read(into: part, at: dataStart + range.lowerBound + done * size)
          for k in 0..<some {
            let bits = Bits(littleEndian: part.loadUnaligned(fromByteOffset: k * size, as: Bits.self))
            values.initializeElement(at: done + k, to: convert(bits))
          }
          done += some
        }
      }
    }
  }
}

extension RegularFile {
  /// Some of its bytes, copied.
  fileprivate func bytes(_ range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      count = range.count
    }
  }
}
