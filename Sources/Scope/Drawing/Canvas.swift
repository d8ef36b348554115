/// One character cell.
public struct Glyph: Hashable, Sendable {
  /// The character, one cell wide.
  public let scalar: Unicode.Scalar
  /// How it is drawn.
  public let style: Style

  /// A cell of this look.
  public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// An empty cell.
  public static let blank = Glyph(" ")
}

/// A screen as a value: width × height glyphs. Drawing is total: any rectangle, any number, clipped.
public struct Canvas: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// What the terminal can show.
  public let look: Look
  private var glyphs: [Glyph]  // (height, width), row by row

  /// An empty canvas; negative sizes are 0.
  public init(width: Int, height: Int, look: Look = Look()) {
    self.width = min(max(width, 0), 10_000)
    self.height = min(max(height, 0), 10_000)
    self.look = look
    glyphs = Array(repeating: .blank, count: self.width * self.height)
  }

  /// The whole canvas.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// A cell; blank outside, and writing there does nothing.
  public subscript(x: Int, y: Int) -> Glyph {
    get { bounds.contains(x: x, y: y) ? glyphs[y * width + x] : .blank }
    set {
      guard bounds.contains(x: x, y: y) else { return }
      glyphs[y * width + x] = Glyph(newValue.scalar, newValue.style.normalized)
    }
  }

  /// One line of text from (x, y) to the right, clipped to `rect`. The result is the column after it.
  @discardableResult
  public mutating func put(
    _ text: String, x: Int, y: Int, style: Style = .plain, in rect: Rect? = nil
  ) -> Int {
    let clip = (rect ?? bounds).intersection(bounds)
    var x = Rect.sane(x)
    for scalar in look.cells(of: text) {
      if clip.contains(x: x, y: y) { self[x, y] = Glyph(scalar, style) }
      x += 1
    }
    return x
  }

  /// Where a text stands in its rectangle.
  public enum Alignment: Sendable {
    /// At the left.
    case leading
    /// In the middle.
    case center
    /// At the right.
    case trailing
  }

  /// One line of text in a row of the rectangle, cut with … where it doesn't fit.
  public mutating func put(
    _ text: String, in rect: Rect, row: Int = 0, align: Alignment = .leading, style: Style = .plain
  ) {
    let line = rect.row(row)
    let cells = look.cells(of: text, fitting: line.width)
    let room = line.width - cells.count
    let start =
      switch align {
      case .leading: line.x
      case .center: line.x + room / 2
      case .trailing: line.x + room
      }
    guard !line.isEmpty else { return }
    for (i, scalar) in cells.enumerated() { self[start + i, line.y] = Glyph(scalar, style) }
  }

  /// The same glyph all over the rectangle.
  public mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .plain) {
    let glyph = Glyph(look.cells(of: String(scalar)).first ?? " ", style)
    let area = rect.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { self[x, y] = glyph }
    }
  }

  /// A horizontal line.
  public mutating func hline(x: Int, y: Int, width: Int, style: Style = Style(.border)) {
    fill(Rect(x: x, y: y, width: width, height: 1), with: "─", style: style)
  }

  /// A vertical line.
  public mutating func vline(x: Int, y: Int, height: Int, style: Style = Style(.border)) {
    fill(Rect(x: x, y: y, width: 1, height: height), with: "│", style: style)
  }

  /// The characters, row by row, without trailing blanks: the picture a test compares.
  public var text: String {
    (0..<height).map { y in
      var row = String.UnicodeScalarView()
      row.append(contentsOf: (0..<width).map { self[$0, y].scalar })
      while row.last == " " { row.removeLast() }
      return String(row)
    }.joined(separator: "\n")
  }
}
