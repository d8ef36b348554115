#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Writes a safetensors file: tensors of doubles, or of whole numbers, straight from where they are.
///
/// The file appears whole or not at all, and is never held in memory as a whole.
public struct SafetensorsWriter {
  private typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  private struct Source {
    let name: String
    let typeName: String
    let shape: [Int]
    let stream: (Sink) throws -> Void

    /// Both F64 and I64 take 8 bytes a number.
    var byteCount: Int { shape.reduce(8, *) }
  }

  private var sources: [Source] = []
  /// The strings in its header.
  public var metadata: [String: String]

  /// A file with these strings in its header.
  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// Adds a tensor of whole numbers, row-major, as I64.
  public mutating func add(_ name: String, shape: [Int], integers: [Int]) {
    append(name, "I64", shape) { sink in
      try integers.withUnsafeBufferPointer { try SafetensorsWriter.write($0, to: sink) { Int64($0) } }
    }
  }

  /// Adds a tensor of doubles, row-major, as F64.
  public mutating func add(_ name: String, shape: [Int], doubles: [Double]) {
    add(name, shape: shape) { write in try doubles.withUnsafeBufferPointer(write) }
  }

  /// Adds a tensor of doubles whose rows come when the file is written: `stream` hands them on, in order, in
  /// pieces of any size that together fill `shape`. Whole numbers are written as I64.
  public mutating func add(
    _ name: String, shape: [Int], asInteger: Bool = false,
    streaming stream: @escaping (_ write: (UnsafeBufferPointer<Double>) throws -> Void) throws -> Void
  ) {
    append(name, asInteger ? "I64" : "F64", shape) { sink in
      try stream { numbers in
        // Every processor that Swift runs on is little-endian.
        try asInteger
          ? SafetensorsWriter.write(numbers, to: sink) { Int64($0) } : sink(UnsafeRawBufferPointer(numbers))
      }
    }
  }

  /// Throws `FileError` where no file can be written to a path, before there is anything to write.
  public static func requireWritable(_ path: String) throws { try AtomicFile.requireWritable(path) }

  /// Writes the file; throws `FileError`, and leaves what was there before, where that fails.
  public func write(to path: String) throws {
    let header = try header()
    try AtomicFile.replace(path) { file in
      try withUnsafeBytes(of: UInt64(header.count).littleEndian) { try file.append($0) }
      try header.withUnsafeBytes { try file.append($0) }
      for source in sources {
        var rest = source.byteCount
        try source.stream { bytes in
          precondition(bytes.count <= rest, "\(source.name): more numbers than shape \(source.shape) has")
          try file.append(bytes)
          rest -= bytes.count
        }
        precondition(rest == 0, "\(source.name): \(rest / 8) numbers fewer than shape \(source.shape) has")
      }
    }
  }

  private mutating func append(
    _ name: String, _ typeName: String, _ shape: [Int], _ stream: @escaping (Sink) throws -> Void
  ) {
    precondition(name != "__metadata__" && !sources.contains { $0.name == name }, "a second tensor \(name)")
    precondition(shape.allSatisfy { $0 >= 0 }, "\(name) has shape \(shape)")
    sources.append(Source(name: name, typeName: typeName, shape: shape, stream: stream))
  }

  /// Numbers as I64, some at a time.
  private static func write<Number>(
    _ numbers: UnsafeBufferPointer<Number>, to sink: Sink, _ convert: (Number) -> Int64
  ) throws {
    var rest = numbers[...]
    while !rest.isEmpty {
      let part = rest.prefix(4096).map { convert($0).littleEndian }
      try part.withUnsafeBytes(sink)
      rest = rest.dropFirst(part.count)
    }
  }

  private func header() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var offset = 0
    var entries: [String: SafetensorsField] = [:]
    for source in sources {
      let end = offset + source.byteCount
      entries[source.name] = SafetensorsField(dtype: source.typeName, shape: source.shape, dataOffsets: [offset, end])
      offset = end
    }
    // Two objects made into one: the metadata's values are strings, the others' are not.
    var text = Array("{\"__metadata__\":".utf8) + Array(try encoder.encode(metadata))
    let rest = Array(try encoder.encode(entries))
    text += entries.isEmpty ? Array("}".utf8) : Array(",".utf8) + rest.dropFirst()
    // Spaces up to a multiple of 8, so that the numbers lie aligned.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return text
  }
}
