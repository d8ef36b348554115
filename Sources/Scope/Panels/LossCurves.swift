import Engine

/// The losses of several networks against training steps, in one plot.
enum LossCurves: TraceView {
  static func title(_ scene: Scene) -> String { scene.words.title(.losses) }

  static func detail(_ scene: Scene) -> String {
    scene.session.shown.compactMap { mine in
      mine.channel.trace.map { "\(mine.name) \($0.loss.scientific())" }
    }.joined(separator: "  ")
  }

  static func isFocused(_ scene: Scene) -> Bool { false }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let plot = area.plot(below: 1)
    guard plot.width > 0, plot.height > 0 else { return }
    let shown = scene.session.shown
    let range = range(shown.flatMap { $0.channel.history.points.map(\.loss.decades) }.filter(\.isFinite))
    canvas.decadeAxis(in: Rect(x: area.x, y: plot.y, width: Gutter.width - 1, height: plot.height), range: range)
    let points = scene.session.channel.history.points.count
    canvas.mark(seen: scene.session.channel.pointsSeen, of: points, in: plot)
    for mine in shown {
      let (channel, style) = (mine.channel, Style(.series(mine.series)))
      canvas.course(channel.history.points, seen: channel.pointsSeen, in: plot, range: range, style) { $0.loss }
    }
    canvas.key(shown.map { ($0.name, $0.series) }, in: plot)
    let trained = scene.session.channel.stepsTrained
    canvas.put(
      scene.words.title(.steps(1...max(1, trained))), x: plot.x, y: plot.maxY, style: Style(.dim), maxWidth: plot.width)
  }

  /// In whole decades, so that the picture stays still.
  private static func range(_ decades: [Double]) -> ClosedRange<Double> {
    let low = max(-40, (decades.min() ?? -2).rounded(.down))
    return low...max(low + 1, (decades.max() ?? 0).rounded(.up))
  }
}
