/// What keys do to the `:` line, beside typing, erasing and completing: as in a shell.
public enum LineEdit: Hashable, Sendable {
  /// The cursor by a character.
  case back, forth
  /// The cursor to an end.
  case toStart, toEnd
  /// The character under the cursor, the word before it, all before it, all from it on.
  case eraseNext, eraseWord, eraseToStart, eraseToEnd
  /// The line that was typed before, or after, the one on show.
  case older, newer

  /// What a key does; nil where it does none of these.
  init?(_ key: Key) {
    switch key {
    case .left: self = .back
    case .right: self = .forth
    case .home, .control("A"): self = .toStart
    case .end, .control("E"): self = .toEnd
    case .delete, .control("D"): self = .eraseNext
    case .control("W"): self = .eraseWord
    case .control("U"): self = .eraseToStart
    case .control("K"): self = .eraseToEnd
    case .up, .control("P"): self = .older
    case .down, .control("N"): self = .newer
    default: return nil
    }
  }
}
