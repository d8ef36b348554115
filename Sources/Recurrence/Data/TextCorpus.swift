import Safetensors

/// A character-level language model: from each character, one-hot, the next one, on windows at random places of a
/// UTF-8 file.
///
/// Characters are Unicode scalars. The most frequent 255 are classes of their own; the rest share one.
struct TextCorpus: DataSource {
  static let kind = TaskKind(
    name: "text", wantsPath: true, help: "a character-level language model on a UTF-8 file",
    leavesOpen: ["length", "batch"], usualLossAt: .every,
    open: { path, sizes in try TextCorpus(reading: path, length: sizes.length) })

  let loss = Loss.xent
  var lossAt: LossPosition { Self.kind.usualLossAt }
  var inputs: Int { classes }
  var outputs: Int { classes }

  /// How many different characters are told apart, those that share a class counted once.
  private let classes: Int
  private let text: [UInt8]  // the class of each character
  private static let mostClasses = 256
  private static let mostBytes = 1 << 30

  init(reading path: String, length: Int) throws {
    let file = try RegularFile(path)
    guard file.count <= TextCorpus.mostBytes else {
      throw FileError(path, "is larger than 1 GiB; name a part of it")
    }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count, alignment: 1)
    defer { bytes.deallocate() }
    try file.read(into: bytes, at: 0)
    let scalars = try TextCorpus.decode(UnsafeRawBufferPointer(bytes), path)
    guard scalars.count > length else {
      throw FileError(
        path, "has \(scalars.count) characters; length \(length) needs at least \(length + 1): set a shorter length")
    }
    var counts: [UInt32: Int] = [:]
    for scalar in scalars { counts[scalar, default: 0] += 1 }
    // By frequency, then by code, so that the order is the same each time.
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    var classOf: [UInt32: UInt8] = [:]
    for (k, scalar) in order.enumerated() { classOf[scalar] = UInt8(min(k, TextCorpus.mostClasses - 1)) }
    classes = min(order.count, TextCorpus.mostClasses)
    text = scalars.map { classOf[$0]! }
  }

  func fill(
    x: MutableTensor, target: MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64, step: Int
  ) {
    var random = Random(seed: seed, purpose: .data, index: UInt64(step))
    let (length, batch) = (shape.length, shape.batch)
    x.fill(0)
    for sample in 0..<batch {
      let start = Int.random(in: 0..<(text.count - length), using: &random)
      for t in 0..<length {
        x[t, sample, Int(text[start + t])] = 1
        if shape.lossAt == .every { target[flat: t * batch + sample] = Double(text[start + t + 1]) }
      }
      if shape.lossAt == .last { target[flat: sample] = Double(text[start + length]) }
    }
  }

  /// The file's Unicode scalars, line ends as one character; throws at the first byte that is no text.
  private static func decode(_ bytes: UnsafeRawBufferPointer, _ path: String) throws -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var input = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&input) {
      case .emptyInput: return scalars
      case .error: throw FileError(path, "is not UTF-8 text: see byte \(offset)")
      case .scalarValue(let scalar):
        let value = scalar.value
        let isControl = value < 32 && ![9, 10, 12, 13].contains(value) || value == 127
        guard !isControl else { throw FileError(path, "is not text: byte \(offset) is control character \(value)") }
        offset += UTF8.width(scalar)
        // A byte order mark at the start and the CR of a CRLF are not part of the text.
        if value == 13 || (value == 0xFEFF && scalars.isEmpty) { continue }
        scalars.append(value)
      }
    }
  }
}

extension TaskName {
  /// A character-level language model on a UTF-8 file.
  public static func text(path: String) -> TaskName { TaskName(TextCorpus.kind, path: path) }
}
