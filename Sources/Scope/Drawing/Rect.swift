/// A rectangle of character cells. Sizes are never negative, and no arithmetic on it overflows.
public struct Rect: Hashable, Sendable {
  /// The left column.
  public let x: Int
  /// The top row.
  public let y: Int
  /// Columns, 0 or more.
  public let width: Int
  /// Rows, 0 or more.
  public let height: Int

  /// Any four numbers: negative sizes become 0, absurd ones are cut to ±1,000,000.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = Rect.sane(x)
    self.y = Rect.sane(y)
    self.width = max(0, Rect.sane(width))
    self.height = max(0, Rect.sane(height))
  }

  static func sane(_ n: Int) -> Int { min(max(n, -1_000_000), 1_000_000) }

  /// The first column to the right of it.
  public var maxX: Int { x + width }
  /// The first row below it.
  public var maxY: Int { y + height }
  /// Whether it holds no cell.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell lies within.
  public func contains(x: Int, y: Int) -> Bool {
    x >= self.x && x < maxX && y >= self.y && y < maxY
  }

  /// What both share; empty where they don't meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// One row of it, counted from its top; empty where there is none.
  public func row(_ n: Int) -> Rect {
    Rect(x: x, y: y + Rect.sane(n), width: width, height: n >= 0 && n < height ? 1 : 0)
  }

  /// The upper `n` rows and the rest.
  public func split(top n: Int) -> (top: Rect, rest: Rect) {
    let n = min(max(n, 0), height)
    return (
      Rect(x: x, y: y, width: width, height: n), Rect(x: x, y: y + n, width: width, height: height - n)
    )
  }

  /// The left `n` columns and the rest.
  public func split(left n: Int) -> (left: Rect, rest: Rect) {
    let n = min(max(n, 0), width)
    return (
      Rect(x: x, y: y, width: n, height: height), Rect(x: x + n, y: y, width: width - n, height: height)
    )
  }
}
