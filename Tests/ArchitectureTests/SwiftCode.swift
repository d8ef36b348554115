/// The words of a Swift file's code: without comments and without what strings say.
///
/// A simple scan, no parser: it knows nothing of a literal regular expression with a quote in it.
struct SwiftCode {
  /// An identifier, and what stands around it.
  struct Word {
    let text: String
    /// From 1.
    let line: Int
    /// How many braces and parentheses are open.
    let depth: Int
    /// The character before it, blanks left out; 0 at the start of the file.
    let before: UInt8
    /// The character after it, blanks left out; 0 at the end of the file.
    var after: UInt8 = 0
  }

  private(set) var words: [Word] = []
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var depth = 0
  private var last: UInt8 = 0
  private var newest: Int?

  init(_ text: String) {
    bytes = Array(text.utf8)
    scan(untilDepth: nil)
  }

  /// The names that the file gives to all of its module: its types, functions and values outside of any other.
  var declared: Set<String> {
    let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "func", "let", "var"]
    let hidden = Set(words.filter { $0.text == "private" || $0.text == "fileprivate" }.map(\.line))
    let names = zip(words, words.dropFirst()).filter { kind, name in
      kind.depth == 0 && kinds.contains(kind.text) && kind.before != dot && !hidden.contains(name.line)
    }
    return Set(names.map(\.1.text))
  }

  /// The names that the file declares within others.
  var inner: Set<String> {
    let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "func", "let", "var", "case"]
    return Set(zip(words, words.dropFirst()).filter { $0.0.depth > 0 && kinds.contains($0.0.text) }.map(\.1.text))
  }

  /// The modules that it imports, and where.
  var imports: [Word] {
    zip(words, words.dropFirst()).filter { $0.0.text == "import" && $0.0.line == $0.1.line }.map(\.1)
  }

  // MARK: - The scan

  private func byte(_ ahead: Int = 0) -> UInt8 { place + ahead < bytes.count ? bytes[place + ahead] : 0 }

  private func starts(_ text: StaticString) -> Bool {
    (0..<text.utf8CodeUnitCount).allSatisfy { byte($0) == text.utf8Start[$0] }
  }

  private mutating func skip(_ count: Int = 1) {
    for _ in 0..<count {
      if byte() == newLine { line += 1 }
      place += 1
    }
  }

  /// Reads code: to the end of the file, or to the parenthesis that closes an interpolation.
  private mutating func scan(untilDepth end: Int?) {
    while place < bytes.count {
      let next = byte()
      if starts("//") {
        while place < bytes.count, byte() != newLine { skip() }
      } else if starts("/*") {
        skipComment()
      } else if next == quote || next == hash && isRawString {
        skipString()
      } else if isIdentifier(next) {
        readWord()
      } else {
        if next == UInt8(ascii: "(") || next == UInt8(ascii: "{") { depth += 1 }
        if next == UInt8(ascii: ")") || next == UInt8(ascii: "}") { depth -= 1 }
        skip()
        if depth == end { return }
        if next > UInt8(ascii: " ") { note(next) }
      }
    }
  }

  private mutating func note(_ character: UInt8) {
    if let newest { words[newest].after = character }
    (newest, last) = (nil, character)
  }

  private mutating func readWord() {
    let start = place
    while isIdentifier(byte()) { skip() }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    let before = last
    note(bytes[start])
    words.append(Word(text: text, line: line, depth: depth, before: before))
    newest = words.count - 1
  }

  private mutating func skipComment() {
    var open = 0
    repeat {
      if starts("/*") {
        open += 1
        skip(2)
      } else if starts("*/") {
        open -= 1
        skip(2)
      } else {
        skip()
      }
    } while open > 0 && place < bytes.count
  }

  private var isRawString: Bool {
    var ahead = 0
    while byte(ahead) == hash { ahead += 1 }
    return byte(ahead) == quote
  }

  /// Past a string; what it interpolates is code.
  private mutating func skipString() {
    var hashes = 0
    while byte() == hash {
      hashes += 1
      skip()
    }
    let quotes = starts("\"\"\"") ? 3 : 1
    skip(quotes)
    func isRun(of character: UInt8, _ count: Int, from ahead: Int) -> Bool {
      (0..<count).allSatisfy { byte(ahead + $0) == character }
    }
    while place < bytes.count {
      if byte() == UInt8(ascii: "\\"), isRun(of: hash, hashes, from: 1) {
        skip(1 + hashes)
        if byte() == UInt8(ascii: "(") {
          let outside = depth
          depth += 1
          skip()
          scan(untilDepth: outside)
        } else {
          skip()
        }
      } else if isRun(of: quote, quotes, from: 0), isRun(of: hash, hashes, from: quotes) {
        skip(quotes + hashes)
        break
      } else {
        skip()
      }
    }
    note(quote)
  }
}

private let (quote, hash, newLine) = (UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "\n"))
/// What stands before a member's name.
let dot = UInt8(ascii: ".")

/// Letters, digits, `_` and all that is not ASCII.
private func isIdentifier(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}
