import Scope

/// The terminal, asked for its background and then for its kind, which nearly all answer: once that has come, nothing else
/// will.
///
/// The answers come among the keys: whole or in pieces, at once or, over a slow line, late. What belongs to them is kept
/// from the keys; all else is handed on in its order.
struct BackgroundQuery {
  /// What to send.
  static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// What was answered.
  private(set) var background: RGB?
  /// Whether answers may still come.
  private(set) var isOpen = false

  /// Characters that may be an answer's first.
  private var held: [UInt32] = []
  /// Esc was handed on, since nothing followed it for a while.
  private var isEscapeGone = false
  private var skipped = 0

  /// From now on answers may come.
  mutating func open() { isOpen = true }

  /// Takes what was read; what turns out to belong to no answer.
  mutating func take(_ code: UInt32) -> [UInt32] {
    guard isOpen else { return [code] }
    if held.isEmpty, isEscapeGone, code == osc || code == csi { (held, skipped) = ([escape], 1) }
    isEscapeGone = false
    held.append(code)
    switch BackgroundQuery.match(held) {
    case .open: return []
    case .background(let color): background = color
    case .kind: isOpen = false
    case .none:
      guard code == escape, held.count > 1 else { return release() }
      held.removeLast()
      defer { held = [escape] }
      return release()
    }
    _ = release()
    return []
  }

  /// Nothing more can be read for now: Esc alone was a key.
  mutating func pause() -> [UInt32] {
    guard held == [escape] else { return [] }
    isEscapeGone = true
    return release()
  }

  /// What was held was no answer, for something else came.
  mutating func release() -> [UInt32] {
    defer { (held, skipped) = ([], 0) }
    return Array(held.dropFirst(skipped))
  }

  private enum Match {
    case open, none, kind
    case background(RGB?)
  }

  private static func match(_ codes: [UInt32]) -> Match {
    let begin = (codes.count > 1 && codes[1] == csi ? "\u{1B}[?" : "\u{1B}]11;").unicodeScalars.map(\.value)
    guard codes.count < 64, codes.prefix(begin.count).elementsEqual(begin.prefix(codes.count)) else { return .none }
    let rest = codes.dropFirst(begin.count)
    if begin[1] == csi {
      if rest.last == code("c") { return .kind }
      return rest.allSatisfy { (code("0")...code(";")).contains($0) } ? .open : .none
    }
    if rest.last == 7 { return .background(color(rest.dropLast())) }
    if rest.suffix(2) == [escape, code("\\")] { return .background(color(rest.dropLast(2))) }
    return .open
  }

  /// `rgb:ffff/ffff/ffff`, with one to four digits a part, or nil.
  private static func color(_ codes: ArraySlice<UInt32>) -> RGB? {
    let text = String(String.UnicodeScalarView(codes.compactMap(Unicode.Scalar.init)))
    guard text.hasPrefix("rgb:") || text.hasPrefix("rgba:") else { return nil }
    let parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/").map { digits -> Double? in
      guard (1...4).contains(digits.count), let value = Int(digits, radix: 16) else { return nil }
      return Double(value) / Double(1 << (4 * digits.count) - 1)
    }
    guard parts.count >= 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
    return RGB(red: red, green: green, blue: blue)
  }
}

private let escape = code("\u{1B}")
private let osc = code("]")
private let csi = code("[")

private func code(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
