/// A terminal's screen, worked out from the bytes it is sent, as xterm and the Linux console would: enough of them for what
/// ncurses writes, and what it doesn't know it names. Every scalar takes one cell, as on the program's pictures.
final class Emulator {
  /// How a cell is drawn; colours as they were told, nil for the terminal's own.
  struct Pen: Hashable {
    var foreground: [Int]?
    var background: [Int]?
    var attributes: Set<Int> = []
  }

  struct Cell: Hashable {
    var scalar: Unicode.Scalar = " "
    var pen = Pen()

    /// A space without lines shows its background alone.
    fileprivate var seen: Cell {
      guard scalar == " ", pen.attributes.isDisjoint(with: [4, 7]) else { return self }
      return Cell(pen: Pen(background: pen.background))
    }
  }

  private(set) var width: Int
  private(set) var height: Int
  /// What it was sent and does not know.
  private(set) var unknown: [String] = []
  private var cells: [[Cell]]
  private var (x, y) = (0, 0)
  private var pen = Pen()
  private var saved = (x: 0, y: 0, pen: Pen())
  private var margins: ClosedRange<Int>
  private var last: Unicode.Scalar = " "
  /// A sequence or a character that has begun.
  private var held: [UInt8] = []
  /// Whether what is erased takes the background that is set: terminfo's `bce`.
  private let keepsBackground: Bool

  init(width: Int, height: Int, keepsBackground: Bool = true) {
    (self.width, self.height, self.keepsBackground) = (width, height, keepsBackground)
    cells = Array(repeating: Array(repeating: Cell(), count: width), count: height)
    margins = 0...height - 1
  }

  /// The cells as they are seen.
  var picture: [[Cell]] { cells.map { $0.map(\.seen) } }

  /// The lines without the spaces at their ends.
  var text: String {
    cells.map { row in
      String(String.UnicodeScalarView(row.map(\.scalar).reversed().drop { $0 == " " }.reversed()))
    }.joined(separator: "\n")
  }

  func resize(_ width: Int, _ height: Int) {
    (self.width, self.height, margins) = (width, height, 0...height - 1)
    cells = (0..<height).map { y in
      let row = y < cells.count ? cells[y].prefix(width) : []
      return row + Array(repeating: Cell(), count: width - row.count)
    }
    (x, y) = (min(x, width - 1), min(y, height - 1))
  }

  func take(_ bytes: some Sequence<UInt8>) { for byte in bytes { take(byte) } }

  private func take(_ byte: UInt8) {
    guard let first = held.first else {
      if byte == 27 || byte >= 0xC0 { return held = [byte] }
      return byte < 32 ? control(byte) : put(Unicode.Scalar(byte))
    }
    held.append(byte)
    if first != 27 {
      guard held.count == (first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4) else { return }
      put(String(decoding: held, as: UTF8.self).unicodeScalars.first!)
      return held = []
    }
    switch held[1] {
    case UInt8(ascii: "["):
      guard held.count > 2, (0x40...0x7E).contains(byte) else { return }
      sequence(String(decoding: held[2..<(held.count - 1)], as: UTF8.self), Character(Unicode.Scalar(byte)))
    // An order to the terminal, up to BEL or ESC \; here it is only ever a question.
    case UInt8(ascii: "]"): guard byte == 7 || held.suffix(2) == [27, 92] else { return }
    // A character set: the first is ASCII, the second is never shifted to.
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      guard held.count == 3 else { return }
      if held[1] == UInt8(ascii: "("), byte != UInt8(ascii: "B") { tell() }
    case UInt8(ascii: "D"): control(10)
    case UInt8(ascii: "M"): if y == margins.lowerBound { scroll(-1) } else { y = max(0, y - 1) }
    case UInt8(ascii: "7"): saved = (x, y, pen)
    case UInt8(ascii: "8"): (x, y, pen) = (min(saved.x, width), min(saved.y, height - 1), saved.pen)
    case UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: tell()
    }
    held = []
  }

  private func tell() { unknown.append(String(decoding: held.dropFirst(), as: UTF8.self).debugDescription) }

  private func control(_ byte: UInt8) {
    switch byte {
    case 8: x = max(0, min(x, width - 1) - 1)
    case 9: x = min(width - 1, (x / 8 + 1) * 8)
    case 10: if y == margins.upperBound { scroll(1) } else { y = min(height - 1, y + 1) }
    case 13: x = 0
    // BEL; the shift to ASCII, and CAN, after which nothing has begun.
    case 7, 15, 24: break
    default: unknown.append("control \(byte)")
    }
  }

  private func put(_ scalar: Unicode.Scalar) {
    last = scalar
    // At the right end the cursor waits for the next character before it goes to the next line.
    if x == width {
      x = 0
      control(10)
    }
    cells[y][x] = Cell(scalar: scalar, pen: pen)
    x += 1
  }

  private var blank: Cell { Cell(pen: Pen(background: keepsBackground ? pen.background : nil)) }

  /// Moves the lines within the margins up, the blank ones coming in below; or down.
  private func scroll(_ count: Int) { move(margins, count) }

  private func move(_ lines: ClosedRange<Int>, _ count: Int) {
    let empty = Array(repeating: Array(repeating: blank, count: width), count: min(abs(count), lines.count))
    let kept = Array(count > 0 ? cells[lines].dropFirst(empty.count) : cells[lines].dropLast(empty.count))
    cells.replaceSubrange(lines, with: count > 0 ? kept + empty : empty + kept)
  }

  private func sequence(_ text: String, _ final: Character) {
    // Modes of the cursor, the keys, the mouse and the other screen; the window's title; a question.
    if text.first.map("?>".contains) == true || "thlc".contains(final) { return }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    func number(_ k: Int) -> Int { max(1, k < numbers.count ? numbers[k] : 1) }
    let column = min(x, width - 1)
    switch final {
    case "H": (x, y) = (min(number(1), width) - 1, min(number(0), height) - 1)
    case "G": x = min(count, width) - 1
    case "d": y = min(count, height) - 1
    case "A": y = max(0, y - count)
    case "B": y = min(height - 1, y + count)
    case "C": x = min(width - 1, column + count)
    case "D": x = max(0, column - count)
    case "J": erase(numbers.first ?? 0)
    case "K": erase(numbers.first ?? 0, in: y)
    case "X": fill(y, column..<min(width, column + count))
    case "P":
      cells[y].removeSubrange(column..<min(width, column + count))
      cells[y] += Array(repeating: blank, count: width - cells[y].count)
    case "@":
      cells[y].insert(contentsOf: Array(repeating: blank, count: min(count, width - column)), at: column)
      cells[y].removeLast(cells[y].count - width)
    case "L": if margins.contains(y) { move(y...margins.upperBound, -count) }
    case "M": if margins.contains(y) { move(y...margins.upperBound, count) }
    case "S": scroll(count)
    case "T": scroll(-count)
    case "b": for _ in 0..<count { put(last) }
    case "r":
      let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], height) : height
      margins = min(number(0), bottom) - 1...bottom - 1
      (x, y) = (0, 0)
    case "m": draw(text)
    default: tell()
    }
  }

  private func fill(_ line: Int, _ columns: Range<Int>) { for k in columns { cells[line][k] = blank } }

  /// From the cursor on (0), up to it (1), or all of a line.
  private func erase(_ kind: Int, in line: Int) {
    let column = min(x, width - 1)
    fill(line, kind == 0 ? column..<width : kind == 1 ? 0..<(column + 1) : 0..<width)
  }

  /// The same of the screen.
  private func erase(_ kind: Int) {
    erase(kind, in: y)
    for line in kind == 0 ? y + 1..<height : kind == 1 ? 0..<y : 0..<height { fill(line, 0..<width) }
  }

  /// Colours and attributes.
  private func draw(_ text: String) {
    var codes = text.split(omittingEmptySubsequences: false) { ";:".contains($0) }.map { Int($0) ?? 0 }[...]
    while let code = codes.popFirst() {
      switch code {
      case 0: pen = Pen()
      case 22: pen.attributes.subtract([1, 2])
      case 24, 25, 27: pen.attributes.remove(code - 20)
      case 1...9: pen.attributes.insert(code)
      case 10: break
      case 30...37: pen.foreground = [code - 30]
      case 40...47: pen.background = [code - 40]
      case 90...97: pen.foreground = [code - 82]
      case 100...107: pen.background = [code - 92]
      case 39: pen.foreground = nil
      case 49: pen.background = nil
      case 38, 48:
        // 5;n, or 2;r;g;b, or 2::r:g:b.
        let length = codes.first == 5 ? 2 : text.contains(":") ? 5 : 4
        let color = Array(codes.prefix(length).dropFirst(length == 5 ? 2 : 1))
        codes = codes.dropFirst(length)
        if code == 38 { pen.foreground = color } else { pen.background = color }
      default: unknown.append("SGR \(code)")
      }
    }
  }
}
