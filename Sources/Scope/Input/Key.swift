/// A mouse button, or the wheel.
public enum MouseButton: String, Hashable, Sendable, CaseIterable {
  /// The left button.
  case left = "Click"
  /// The middle button.
  case middle = "Middle-Click"
  /// The right button.
  case right = "Right-Click"
  /// The wheel, away from the hand.
  case wheelUp = "Wheel-Up"
  /// The wheel, towards the hand.
  case wheelDown = "Wheel-Down"
}

/// What the user pressed.
public enum Key: Hashable, Sendable {
  /// A character, the space among them.
  case character(Character)
  /// Enter.
  case enter
  /// Escape.
  case escape
  /// Tab.
  case tab
  /// Shift and Tab.
  case backTab
  /// Backspace.
  case backspace
  /// Delete.
  case delete
  /// Up.
  case up
  /// Down.
  case down
  /// Left.
  case left
  /// Right.
  case right
  /// Shift and left.
  case shiftLeft
  /// Shift and right.
  case shiftRight
  /// Shift and up.
  case shiftUp
  /// Shift and down.
  case shiftDown
  /// Home.
  case home
  /// End.
  case end
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// F1 …
  case function(Int)
  /// Ctrl and a capital letter.
  case control(Character)
  /// A click or a turn of the wheel, at a cell of the screen.
  case mouse(x: Int, y: Int, button: MouseButton)
  /// What was pasted, as far as the `:` line holds it.
  case paste(String)
  /// The terminal has another size now.
  case resize
}

/// Names for help screens and scripts: `q`, `Space`, `Ctrl-L`, `Shift-Left`, `F1`, `Click(12,3)`.
extension Key: LosslessStringConvertible {
  private static let named: [(key: Key, name: String)] = [
    (.character(" "), "Space"), (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.backspace, "Backspace"), (.delete, "Delete"), (.up, "Up"), (.down, "Down"), (.left, "Left"),
    (.right, "Right"), (.shiftLeft, "Shift-Left"), (.shiftRight, "Shift-Right"), (.shiftUp, "Shift-Up"),
    (.shiftDown, "Shift-Down"), (.home, "Home"), (.end, "End"), (.pageUp, "PageUp"),
    (.pageDown, "PageDown"), (.resize, "Resize"),
  ]

  /// The key's name.
  public var description: String {
    if let known = Key.named.first(where: { $0.key == self }) { return known.name }
    return switch self {
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter)"
    case .function(let n): "F\(n)"
    case .mouse(let x, let y, let button): "\(button.rawValue)(\(x),\(y))"
    case .paste: "Paste"
    default: ""
    }
  }

  /// A key by its name, in any case; nil where there is none.
  public init?(_ description: String) {
    if description.count == 1, let character = description.first {
      self = .character(character)
      return
    }
    let name = description.lowercased()
    if let known = Key.named.first(where: { $0.name.lowercased() == name }) {
      self = known.key
    } else if name.hasPrefix("ctrl-"), name.count == 6, let letter = name.last?.uppercased().first {
      self = .control(letter)
    } else if name.hasPrefix("f"), let n = Int(name.dropFirst()), (1...63).contains(n) {
      self = .function(n)
    } else if let mouse = Key.mouse(named: name) {
      self = mouse
    } else {
      return nil
    }
  }

  private static func mouse(named name: String) -> Key? {
    guard name.hasSuffix(")"), let open = name.firstIndex(of: "(") else { return nil }
    let numbers = name[open...].dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
    let button = MouseButton.allCases.first { $0.rawValue.lowercased() == name[..<open] }
    guard let button, numbers.count == 2 else { return nil }
    return .mouse(x: numbers[0], y: numbers[1], button: button)
  }
}
