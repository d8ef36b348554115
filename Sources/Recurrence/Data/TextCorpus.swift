import Safetensors

/// A character-level language model: from each character, one-hot, the next one, on windows at random places of a
/// UTF-8 file.
struct TextCorpus: DataSource {
  static let kind = TaskKind(
    name: "text", wantsPath: true, help: "a character-level language model on a UTF-8 file",
    leavesOpen: ["length", "batch"], usualLossAt: .every,
    open: {
      try TextCorpus(reading: $0.path, length: $0.sizes.length, opened: $0.opened as? TextCorpus, stop: $0.stop)
    })

  let loss = Loss.xent
  var lossAt: LossPosition { Self.kind.usualLossAt }
  var inputs: Int { text.classes }
  var outputs: Int { text.classes }

  /// The whole text, shared by the corpora of all lengths.
  let text: ClassifiedText

  /// A corpus of windows of `length` characters; one that was opened lends its text, if the file is still the same.
  init(reading path: String, length: Int, opened: TextCorpus? = nil, stop: StopSignal = .never) throws {
    let file = try RegularFile(path)
    text =
      if let opened, opened.text.isOf(file) { opened.text } else { try ClassifiedText(file, stop: stop) }
    let count = text.characters.count
    guard count > length else {
      throw FileError(
        path, "has \(count) characters; length \(length) needs at least \(length + 1): set a shorter length")
    }
  }

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    var random = Random(seed: seed, purpose: .data, index: UInt64(step))
    let (length, batch, text) = (shape.length, shape.batch, text.characters)
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
}

extension TaskName {
  /// A character-level language model on a UTF-8 file.
  public static func text(path: String) -> TaskName { TaskName(TextCorpus.kind, path: path) }
}
