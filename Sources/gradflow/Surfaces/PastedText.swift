import Scope

/// What a terminal sends of a paste, between the marks that it puts around one (bracketed paste).
struct PastedText {
  /// The text, as far as the `:` line could hold it, and a byte more to tell that it can't.
  private var bytes: [UInt8] = []
  /// How much of the mark at the end has come.
  private var marked = 0

  private static let end: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Takes the next byte; whether the paste ends with it.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == PastedText.end[marked] {
      marked += 1
      return marked == PastedText.end.count
    }
    // It was none.
    keep(PastedText.end[..<marked])
    marked = byte == PastedText.end[0] ? 1 : 0
    if marked == 0 { keep([byte]) }
    return false
  }

  private mutating func keep(_ more: some Collection<UInt8>) {
    bytes += more.prefix(Prompt.longest + 1 - bytes.count)
  }

  /// What was pasted.
  var key: Key { .paste(String(decoding: bytes, as: UTF8.self)) }
}
