import Engine
import Recurrence

/// The `:` line: a setting's name and its value.
public struct Prompt: Sendable, Equatable {
  /// What stands before the cursor.
  public private(set) var before = ""
  /// What stands after it, from the character under it on.
  public private(set) var after = ""
  /// What Tab has offered, shown until the next key.
  public private(set) var offers: [String] = []
  /// The beginning of a path for which Tab asks what there is, until it is told or the next key comes.
  public private(set) var wantedPath: String?
  /// More was typed, or pasted, than the line holds: what it says is cut off.
  public private(set) var isCut = false
  /// Which of the earlier lines is on show.
  private var recalled: Int?
  /// What was typed before one was.
  private var draft = ""

  /// The bytes of the longest line: those of the longest path.
  public static let longest = 4096

  /// What has been typed.
  public var text: String { before + after }

  /// The footer while it is open.
  var hints: [Hint] {
    if isCut {
      return [Hint(meaning: .full(bytes: Prompt.longest)), Hint(.escape, meaning: .leaveLine)]
    }
    return [
      Hint(.tab, meaning: .complete), Hint(.enter, meaning: .set), Hint(.escape, meaning: .leaveLine),
      Hint(.up, .down, meaning: .earlierLine), Hint(meaning: .nameAlone),
    ]
  }

  /// Takes another character, if there is room.
  mutating func insert(_ character: Character) {
    isCut = isCut || before.utf8.count + after.utf8.count + character.utf8.count > Prompt.longest
    // In place: a copy of the line for each of its characters would make a long one slow.
    if !isCut { before.append(character) }
    forgetOffers()
  }

  /// Takes the character before the cursor away; what is left is the user's own again.
  mutating func erase() {
    _ = before.popLast()
    isCut = false
    forgetOffers()
  }

  /// Moves the cursor, erases, or puts an earlier line in its place.
  mutating func edit(_ edit: LineEdit, earlier: [String]) {
    forgetOffers()
    let length = before.utf8.count + after.utf8.count
    switch edit {
    case .back: if let character = before.popLast() { after.insert(character, at: after.startIndex) }
    case .forth: if !after.isEmpty { before.append(after.removeFirst()) }
    case .toStart: (before, after) = ("", text)
    case .toEnd: (before, after) = (text, "")
    case .eraseNext: if !after.isEmpty { after.removeFirst() }
    case .eraseWord:
      // With the spaces behind it.
      while before.last == " " { before.removeLast() }
      while let last = before.last, last != " " { before.removeLast() }
    case .eraseToStart: before = ""
    case .eraseToEnd: after = ""
    case .older: recall((recalled ?? earlier.count) - 1, earlier)
    case .newer: if let recalled { recall(recalled + 1, earlier) }
    }
    if before.utf8.count + after.utf8.count < length { isCut = false }
  }

  /// Puts one of the earlier lines on show; after the last of them stands what was being typed.
  private mutating func recall(_ index: Int, _ earlier: [String]) {
    guard (0...earlier.count).contains(index) else { return }
    if recalled == nil { draft = text }
    recalled = index < earlier.count ? index : nil
    (before, after, isCut) = (recalled.map { earlier[$0] } ?? draft, "", false)
  }

  private mutating func forgetOffers() {
    if !offers.isEmpty { offers = [] }
    if wantedPath != nil { wantedPath = nil }
  }
}

extension Prompt {
  /// Completes what stands before the cursor as far as it is certain, and offers what it may become.
  mutating func complete() {
    forgetOffers()
    complete(TypedLine(before))
  }

  private mutating func complete(_ line: TypedLine) {
    if !line.hasValue {
      let words = ["help", "quit", "vs", "all", "step", "save"].filter { $0.hasPrefix(line.name) }
      offer(Settings.completions(for: line.name) + words, for: line.name)
    } else if ["vs", "all"].contains(line.name) {
      complete(TypedLine(line.value))
    } else if TypedLine.help.contains(line.name) {
      offer(Settings.completions(for: line.value), for: line.value)
    } else if line.name == "save" {
      wantedPath = line.value
    } else if let choices = try? Settings.find(line.name).choices {
      // `text:` is followed by a path.
      if let kind = choices.first(where: { $0.hasSuffix(":") && line.value.hasPrefix($0) }) {
        wantedPath = String(line.value.dropFirst(kind.count))
      } else {
        offer(choices.filter { $0.hasPrefix(line.value) }, for: line.value)
      }
    }
  }

  /// Completes a path with what there is.
  mutating func take(_ listing: Listing) {
    guard wantedPath == listing.path else { return }
    wantedPath = nil
    offer(listing.names, for: listing.lastPart, isCut: listing.isCut)
  }

  /// Puts what all of `found` have in common in the place of `word`, which stands before the cursor.
  private mutating func offer(_ found: [String], for word: String, isCut: Bool = false) {
    if found.count > 1 { offers = found.map { $0.printable() } + (isCut ? ["…"] : []) }
    guard let first = found.first, !isCut else { return }
    let common = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let isOpen = found.count > 1 || after.first == " " || [":", "/"].contains(common.last)
    let completed = before.dropLast(word.count) + common + (isOpen ? "" : " ")
    if completed.utf8.count + after.utf8.count <= Prompt.longest { before = String(completed) }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
