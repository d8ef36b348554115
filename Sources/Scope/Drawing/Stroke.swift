/// How a line of a plot is stroked: lines beside one another differ without colours too.
public enum Stroke: Int, CaseIterable, Sendable {
  case solid, dashed, dotted, dashDotted

  /// The stroke of a line: each series has its own.
  public init(_ role: Role) {
    self = if case .series(let k) = role { Stroke.allCases[abs(k) % Stroke.allCases.count] } else { .solid }
  }

  /// Its dots in order, over and over.
  private var pattern: [Bool] {
    switch self {
    case .solid: [true]
    case .dashed: [true, true, true, true, false, false]
    case .dotted: [true, false, false]
    case .dashDotted: [true, true, true, true, false, false, true, false, false]
    }
  }

  /// Whether its nth dot, from 0, is one.
  func isDrawn(at n: Int) -> Bool { pattern[max(0, n) % pattern.count] }

  /// What stands for it in ASCII, where dots are characters.
  var mark: Unicode.Scalar {
    switch self {
    case .solid: "*"
    case .dashed: "o"
    case .dotted: "+"
    case .dashDotted: "x"
    }
  }

  /// A piece of it, for a key: two cells.
  func sample(unicode: Bool) -> String {
    guard unicode else { return "\(mark)\(mark)" }
    return switch self {
    case .solid: "──"
    case .dashed: "╌╌"
    case .dotted: "··"
    case .dashDotted: "─·"
    }
  }
}
