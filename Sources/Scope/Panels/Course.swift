import Engine

extension Canvas {
  /// A figure of the training steps as a line in decades, the largest of each half column: a column a point until the
  /// plot is full, then the whole run over its width.
  mutating func course(
    _ points: [HistoryPoint], in plot: Rect, range: ClosedRange<Double>, _ style: Style,
    _ value: (HistoryPoint) -> Double
  ) {
    guard !points.isEmpty else { return }
    let axis = TimeAxis(length: points.count, width: 2 * plot.width)
    let columns = min(points.count, 2 * plot.width)
    let values = (0..<columns).map { column -> (x: Double, y: Double?) in
      let these = points.count <= columns ? column..<(column + 1) : axis.timesteps(of: column)
      return (Double(column) / 2, points[these].map(value).reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }.decades)
    }
    self.plot(points: values, in: plot, range: range, style: style)
  }
}
