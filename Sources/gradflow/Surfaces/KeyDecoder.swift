import Scope

/// A terminal's bytes as keys. Pure: it neither reads nor waits, and never needs a byte that has not come.
///
/// What may go on (an Esc, half a report of the mouse) is held until the next byte, or until its `patience` is over.
/// A control character ends whatever has begun, and counts itself.
struct KeyDecoder {
  /// How long an Esc waits for the rest of an arrow key.
  private let escapeDelay: Duration
  /// What this terminal's keys send, where terminfo knows it.
  private let strings: [[UInt8]: Key]
  private let beginnings: Set<[UInt8]>
  /// A sequence or a character that has begun.
  private var held: [UInt8] = []
  /// The key before was an Esc without a rest: should the rest come after all, it is no command.
  private var isAfterEscape = false
  /// That Esc was a moment ago.
  private var isSoonAfter = false
  /// What is held began with that Esc.
  private var isLate = false
  /// A paste that has begun.
  private var paste: PastedText?
  /// The terminal's answers among the keys.
  var answers = Answers()
  /// As much of an answer as any that is asked for has.
  private var answer: [UInt8] = []

  /// A decoder that is told what the terminal's keys send; of that, all that is not two bytes or more from Esc on is
  /// left out, for it would be a character.
  init(escapeDelay: Duration = .milliseconds(50), strings: [[UInt8]: Key] = [:]) {
    self.escapeDelay = escapeDelay
    self.strings = strings.filter { $0.key.count > 1 && $0.key[0] == escape }
    beginnings = Set(self.strings.keys.flatMap { text in (1..<text.count).map { Array(text[..<$0]) } })
  }

  /// How long to wait for another byte before `timeOut`; nil where nothing is to come of it.
  var patience: Duration? {
    switch held {
    // Its lines are no keys, even over a slow line.
    case _ where paste != nil: .seconds(5)
    case []: isSoonAfter ? .seconds(1) : nil
    case [escape]: escapeDelay
    case [escape, letterO]: isLate ? .milliseconds(500) : .seconds(2)
    default: .seconds(2)
    }
  }

  /// No byte has come for as long as the `patience`.
  mutating func timeOut(into keys: inout [Key]) {
    switch held {
    case _ where paste != nil: endPaste(into: &keys)
    case []: isSoonAfter = false
    case [escape]:
      keys.append(.escape)
      (isAfterEscape, isSoonAfter) = (true, true)
    case [escape, letterO]: keys.append(isLate ? .character("O") : .escape)
    default: break
    }
    held = []
  }

  /// Takes the next byte; adds the keys that are certain by it.
  mutating func take(_ byte: UInt8, into keys: inout [Key]) {
    if paste != nil {
      if paste!.take(byte) { endPaste(into: &keys) }
      return
    }
    guard let first = held.first else { return begin(byte, into: &keys) }
    if first != escape { return goOnCharacter(byte, into: &keys) }
    if !strings.isEmpty {
      let text = held + [byte]
      if let key = strings[text] { return end(key, into: &keys) }
      if beginnings.contains(text), byte >= 32 {
        held = text
        return
      }
    }
    switch held.count == 1 ? 0 : held[1] {
    case 0: goOnEscape(byte, into: &keys)
    case bracket: goOnSequence(byte, into: &keys)
    case letterO: goOnShift(byte, into: &keys)
    case let kind where stringKinds.contains(kind): goOnString(byte, into: &keys)
    default:
      // The beginning of a key of this terminal's, and no more.
      let text = held.dropFirst()
      held = []
      keys.append(.escape)
      for byte in text + [byte] { take(byte, into: &keys) }
    }
  }

  private mutating func endPaste(into keys: inout [Key]) {
    if let key = paste.take()?.key { keys.append(key) }
  }

  private mutating func end(_ key: Key?, into keys: inout [Key]) {
    held = []
    if let key { keys.append(key) }
  }

  /// What is held comes to nothing; the byte counts for itself.
  private mutating func giveUp(for byte: UInt8, into keys: inout [Key]) {
    held = []
    begin(byte, into: &keys)
  }

  private mutating func begin(_ byte: UInt8, into keys: inout [Key]) {
    let (wasEscape, wasSoon) = (isAfterEscape, isSoonAfter)
    (isAfterEscape, isSoonAfter, isLate) = (false, false, false)
    switch byte {
    case escape, 0xC2...0xF4: held = [byte]
    // The rest of an arrow key over a slow line.
    case bracket where wasEscape, letterO where wasSoon, closing where wasSoon && answers.isAwaited:
      (held, isLate, answer) = ([escape, byte], true, [byte])
    case 0..<0x80: end(Key(scalar: UInt32(byte)), into: &keys)
    default: break
    }
  }

  private mutating func goOnEscape(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case bracket, letterO: held.append(byte)
    case _ where stringKinds.contains(byte):
      held.append(byte)
      answer = [byte]
    default:
      keys.append(.escape)
      giveUp(for: byte, into: &keys)
    }
  }

  /// `ESC [`, parameters, a letter; before the letter M three bytes of an old mouse report come, too.
  private mutating func goOnSequence(_ byte: UInt8, into keys: inout [Key]) {
    let isOldMouse = held.count > 2 && held[2] == UInt8(ascii: "M")
    switch byte {
    case 32... where isOldMouse:
      held.append(byte)
      if held.count == 6 { end(KeySequence.oldMouse(held[3...]), into: &keys) }
    // More than any key has: it is read to its end, and means nothing.
    case 32..<64: if held.count < 64 { held.append(byte) }
    case bracket where held.count == 2, UInt8(ascii: "M") where held.count == 2: held.append(byte)
    case 64..<127:
      if held.count > 2, held[2] == UInt8(ascii: "?") { answered(held[1...] + [byte]) }
      if held[2...] + [byte] == pasteBegins { paste = PastedText() }
      end(KeySequence.key(held[2...], final: byte), into: &keys)
    default: giveUp(for: byte, into: &keys)
    }
  }

  /// `ESC O` and a letter; or an Esc and an O that were typed.
  private mutating func goOnShift(_ byte: UInt8, into keys: inout [Key]) {
    if let key = KeySequence.shifted(byte), !isLate || !KeySequence.isKeypad(byte) { return end(key, into: &keys) }
    keys += isLate ? [.character("O")] : [.escape, .character("O")]
    giveUp(for: byte, into: &keys)
  }

  private mutating func answered(_ bytes: some Sequence<UInt8>) {
    answers.take(String(decoding: Array(bytes), as: UTF8.self))
  }

  /// A terminal's answer: up to BEL, or to `ESC \`.
  private mutating func goOnString(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case 7:
      answered(answer)
      held = []
    case escape: held = [escape, held[1], escape]
    case _ where held.count == 3:
      held = [escape]
      guard byte == UInt8(ascii: "\\") else { return take(byte, into: &keys) }
      answered(answer)
      held = []
    case 0..<32: giveUp(for: byte, into: &keys)
    default: if answer.count < 64 { answer.append(byte) }
    }
  }

  private mutating func goOnCharacter(_ byte: UInt8, into keys: inout [Key]) {
    held.append(byte)
    let isWhole = held.count == (held[0] < 0xE0 ? 2 : held[0] < 0xF0 ? 3 : 4)
    // What is too long, too high or half of a pair shows in the second byte.
    let second: ClosedRange<UInt8> =
      switch held[0] {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard (held.count == 2 ? second : 0x80...0xBF).contains(byte) else { return giveUp(for: byte, into: &keys) }
    if isWhole { end(String(decoding: held, as: UTF8.self).first.map(Key.character), into: &keys) }
  }
}

private let escape: UInt8 = 27
private let pasteBegins = Array("200~".utf8)[...]
private let bracket = UInt8(ascii: "[")
private let closing = UInt8(ascii: "]")
private let letterO = UInt8(ascii: "O")
/// What begins, after an Esc, a terminal's answer: `]`, `P`, `^`, `_`.
private let stringKinds: [UInt8] = [93, 80, 94, 95]
