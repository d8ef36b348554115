/// A line as it was typed: a name, and the value behind a space or `=`.
struct TypedLine {
  /// The first word.
  let name: String
  /// All behind it, which may hold spaces; empty where there is none.
  let value: String
  /// Whether a space or `=` ends the name.
  let hasValue: Bool

  /// The words that ask for help, and those that end the program.
  static let help: Set = ["help", "h", "?"]
  static let quit: Set = ["quit", "q", "exit"]

  init(_ text: String) {
    let line = text.drop { $0 == " " }
    let word = line.prefix { $0 != " " && $0 != "=" }
    let rest = line.dropFirst(word.count)
    name = String(word)
    hasValue = !rest.isEmpty
    var behind = rest.drop { $0 == " " }
    if behind.first == "=" { behind = behind.dropFirst().drop { $0 == " " } }
    value = String(behind)
  }

  /// The value without the spaces at its end.
  var trimmedValue: String { String(value.reversed().drop { $0 == " " }.reversed()) }
}
