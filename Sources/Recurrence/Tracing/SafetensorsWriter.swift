#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Writes a safetensors file: tensors of doubles, or of class numbers, straight from memory.
///
/// A file appears whole or not at all: it is written under another name beside its place and then moved there.
public struct SafetensorsWriter {
  private var tensors: [(name: String, shape: [Int], tensor: Tensor, isInteger: Bool)] = []
  private let metadata: [String: String]

  /// A file with these strings in its header.
  public init(metadata: [String: String]) { self.metadata = metadata }

  /// Adds a tensor; `shape` where the file's differs from the tensor's own. Whole numbers are written as I64.
  public mutating func add(_ name: String, _ tensor: Tensor, shape: [Int]? = nil, asInteger: Bool = false) {
    tensors.append((name, shape ?? tensor.shape, tensor, asInteger))
  }

  /// Writes the file. A device or pipe of that name is written to as it is; a link is followed.
  public func write(to path: String) throws {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      try write(path, named: path, flags: O_WRONLY)
      return
    }
    let target = exists ? realPath(path) ?? path : path
    let temporary = target + ".part-\(getpid())"
    do {
      try write(temporary, named: path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
      guard rename(temporary, target) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func write(_ place: String, named path: String, flags: Int32) throws {
    let descriptor = open(place, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      try writeAll(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw failure(path) }
  }

  private func failure(_ path: String) -> FileError {
    FileError(path, "can't be written: \(String(cString: strerror(errno)))")
  }

  private func realPath(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  private func header() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var offset = 0
    var entries: [String: Entry] = [:]
    for (name, shape, tensor, isInteger) in tensors {
      let end = offset + 8 * tensor.count
      entries[name] = Entry(dtype: isInteger ? "I64" : "F64", shape: shape, offsets: [offset, end])
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

  private func writeAll(_ descriptor: Int32, _ path: String) throws {
    let header = try header()
    try withUnsafeBytes(of: UInt64(header.count).littleEndian) { try write($0, descriptor, path) }
    try header.withUnsafeBytes { try write($0, descriptor, path) }
    for (_, _, tensor, isInteger) in tensors {
      if isInteger {
        let integers = tensor.values.map { Int64($0).littleEndian }
        try integers.withUnsafeBytes { try write($0, descriptor, path) }
      } else {
        // Every processor that Swift runs on is little-endian.
        try tensor.withValues { try write(UnsafeRawBufferPointer($0), descriptor, path) }
      }
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, part.baseAddress!, part.count)
      #else
        let count = Darwin.write(descriptor, part.baseAddress!, part.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      rest = rest.dropFirst(count)
    }
  }
}
