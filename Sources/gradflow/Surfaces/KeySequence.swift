import Scope

/// What the sequences of keys and of the mouse mean that today's terminals send.
enum KeySequence {
  /// `ESC [ parameters final`.
  static func key(_ parameters: ArraySlice<UInt8>, final: UInt8) -> Key? {
    // The console's F1 to F5: ESC [ [ A.
    if parameters.first == UInt8(ascii: "[") {
      return (65...69).contains(final) ? .function(Int(final) - 64) : nil
    }
    if parameters.first == UInt8(ascii: "<") {
      guard final == UInt8(ascii: "M"), let report = numbers(parameters.dropFirst()), report.count == 3 else {
        return nil
      }
      return mouse(report[0], x: report[1], y: report[2])
    }
    guard let values = numbers(parameters), values.count <= 2 else { return nil }
    let code = values.first ?? 1
    // 1 is no modifier, 2 Shift; no key here has another.
    guard values.count < 2 || (1...2).contains(values[1]) else { return nil }
    let isShifted = values.count == 2 && values[1] == 2
    switch final {
    case UInt8(ascii: "~"): return isShifted ? nil : numbered[code]
    case UInt8(ascii: "Z"): return .backTab
    case 65...68 where isShifted: return [.shiftUp, .shiftDown, .shiftRight, .shiftLeft][Int(final) - 65]
    // Also the terminal's answer to where the cursor is.
    case UInt8(ascii: "R") where !values.isEmpty: return nil
    default: return isShifted || isKeypad(final) ? nil : shifted(final)
    }
  }

  private static let numbered: [Int: Key] = {
    var keys: [Int: Key] = [
      1: .home, 7: .home, 4: .end, 8: .end, 3: .delete, 5: .pageUp, 6: .pageDown,
    ]
    let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
    for (k, code) in functions.enumerated() { keys[code] = .function(k + 1) }
    return keys
  }()

  /// `ESC O letter`.
  static func shifted(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter) - 79)
    case UInt8(ascii: "M"): .enter
    // The keypad: * + , - . / and the digits, 64 higher.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(letter - 64)))
    default: nil
    }
  }

  /// Whether the letter is of the keypad, where only `ESC O` tells it.
  static func isKeypad(_ letter: UInt8) -> Bool { letter == UInt8(ascii: "M") || letter >= UInt8(ascii: "j") }

  /// Three bytes, each 32 higher than what it tells.
  static func oldMouse(_ bytes: ArraySlice<UInt8>) -> Key? {
    let report = bytes.map { Int($0) - 32 }
    return mouse(report[0], x: report[1], y: report[2])
  }

  /// A button that goes down, at a column and row from 1; nil for one that goes up, and for a mouse that moves.
  private static func mouse(_ code: Int, x: Int, y: Int) -> Key? {
    guard (1..<10_000).contains(x), (1..<10_000).contains(y) else { return nil }
    let buttons: [Int: MouseButton] = [0: .left, 1: .middle, 2: .right, 64: .wheelUp, 65: .wheelDown]
    // With Shift, Meta or Ctrl it is the same button.
    guard let button = buttons[code & ~0b11100] else { return nil }
    return .mouse(x: x - 1, y: y - 1, button: button)
  }

  /// `1;2` as numbers; nil where it is anything else.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    if bytes.isEmpty { return [] }
    var values: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard part.allSatisfy({ (48...57).contains($0) }), part.count < 10 else { return nil }
      values.append(part.reduce(0) { $0 * 10 + Int($1) - 48 })
    }
    return values
  }
}

extension Key {
  /// A key that sends its own character.
  init?(scalar code: UInt32) {
    switch code {
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 8, 127: self = .backspace
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(code) + 64)))
    case 0...31: return nil
    default:
      guard let scalar = Unicode.Scalar(code) else { return nil }
      self = .character(Character(scalar))
    }
  }
}
