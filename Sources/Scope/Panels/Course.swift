import Engine

extension Canvas {
  /// A figure of the training steps as a line in decades, the largest of each half column: a column a point until the
  /// plot is full, then the whole run over its width. What comes after the points that have been seen is dim.
  mutating func course(
    _ points: [HistoryPoint], seen: Int? = nil, in plot: Rect, range: ClosedRange<Double>, _ style: Style,
    _ value: (HistoryPoint) -> Double
  ) {
    guard !points.isEmpty else { return }
    let axis = TimeAxis(length: points.count, width: 2 * plot.width)
    let columns = min(points.count, 2 * plot.width)
    let values = (0..<columns).map { column -> (x: Double, y: Double?) in
      let these = points.count <= columns ? column..<(column + 1) : axis.timesteps(of: column)
      return (Double(column) / 2, points[these].map(value).reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }.decades)
    }
    let past = seen.map { $0 == 0 ? 0 : column(ofPoint: $0 - 1, of: points.count, in: plot) + 1 } ?? columns
    // The future begins where the past ends.
    if past < columns {
      self.plot(points: Array(values[max(0, past - 1)...]), in: plot, range: range, style: Style(.dim))
    }
    self.plot(points: Array(values[..<past]), in: plot, range: range, style: style)
  }

  /// A line where the last point that has been seen lies.
  mutating func mark(seen: Int?, of count: Int, in plot: Rect) {
    guard let seen, seen > 0, count > 0 else { return }
    let x = column(ofPoint: seen - 1, of: count, in: plot) / 2
    vline(x: plot.x + x, y: plot.y, height: plot.height, style: Style(.cursor))
  }

  /// Its half column.
  private func column(ofPoint point: Int, of count: Int, in plot: Rect) -> Int {
    let columns = min(count, 2 * plot.width)
    return count <= columns ? point : TimeAxis(length: count, width: 2 * plot.width).column(of: point)
  }
}
