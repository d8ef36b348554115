import Safetensors

/// The characters of a UTF-8 file as class numbers, a byte each.
///
/// Characters are Unicode scalars; line ends are one character, and a byte order mark at the start is none. The most
/// frequent 255 are classes of their own; the rest share one.
final class ClassifiedText: Sendable {
  /// How many different characters are told apart, those that share a class counted once.
  let classes: Int
  /// The class of each character.
  let characters: [UInt8]
  private let path: String
  private let version: RegularFile.Version

  private static let mostClasses = 256
  private static let mostBytes = 1 << 30
  /// The bytes that are read, or looked at, between two looks at the stop signal.
  private static let block = 1 << 20

  /// Reads a file. Throws where it is no text, and `Stopped` where `stop` ended the work early.
  ///
  /// The classes take the place of the bytes that they come from, so that it takes no more memory than the file does.
  init(_ file: RegularFile, stop: StopSignal) throws {
    guard file.count <= ClassifiedText.mostBytes else {
      throw FileError(file.path, "is larger than 1 GiB; name a part of it")
    }
    (path, version) = (file.path, file.version)
    var classes = 0
    characters = try Array(unsafeUninitializedCapacity: file.count) { buffer, count in
      let bytes = UnsafeMutableBufferPointer(rebasing: buffer[..<file.count])
      try ClassifiedText.read(file, into: bytes, stop)
      var counts = [UInt32](repeating: 0, count: 0x110000)  // by scalar
      try ClassifiedText.scan(UnsafeBufferPointer(bytes), file.path, stop) { counts[Int($0)] += 1 }
      // By frequency, then by code, so that the order is the same each time.
      let order = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
      classes = min(order.count, ClassifiedText.mostClasses)
      var classOf = [UInt8](repeating: 0, count: counts.count)
      for (k, scalar) in order.enumerated() { classOf[scalar] = UInt8(min(k, ClassifiedText.mostClasses - 1)) }
      try ClassifiedText.scan(UnsafeBufferPointer(bytes), file.path, stop) {
        bytes[count] = classOf[Int($0)]
        count += 1
      }
    }
    self.classes = classes
  }

  /// Whether it is what reading the file would yield.
  func isOf(_ file: RegularFile) -> Bool { path == file.path && version == file.version }

  private static func read(
    _ file: RegularFile, into bytes: UnsafeMutableBufferPointer<UInt8>, _ stop: StopSignal
  ) throws {
    for start in stride(from: 0, to: bytes.count, by: block) {
      if stop.isSet { throw Stopped() }
      let part = bytes[start..<min(start + block, bytes.count)]
      try file.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: part)), at: start)
    }
  }

  /// Each character in turn; throws at the first byte that is no text. What `body` is told of has been read: its bytes
  /// may be written over.
  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ path: String, _ stop: StopSignal, _ body: (UInt32) -> Void
  ) throws {
    var (offset, nextLook) = (0, 0)
    while offset < bytes.count {
      if offset >= nextLook {
        if stop.isSet { throw Stopped() }
        nextLook = offset + block
      }
      guard let (value, width) = scalar(bytes, at: offset) else {
        throw FileError(path, "is not UTF-8 text: see byte \(offset)")
      }
      let isControl = value < 32 && ![9, 10, 12, 13].contains(value) || value == 127
      guard !isControl else { throw FileError(path, "is not text: byte \(offset) is control character \(value)") }
      // A byte order mark at the start and the CR of a CRLF are not part of the text.
      if value != 13, value != 0xFEFF || offset > 0 { body(value) }
      offset += width
    }
  }

  /// The Unicode scalar that begins at a byte, and its bytes; nil where none does (The Unicode Standard, table 3-7).
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, width: Int)? {
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), offset + width <= bytes.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for byte in bytes[(offset + 1)..<(offset + width)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Neither a longer form than need be, nor a surrogate, nor beyond the last.
    guard let scalar = Unicode.Scalar(value), UTF8.width(scalar) == width else { return nil }
    return (value, width)
  }
}
