import Engine
import Recurrence

/// Loss and gradient norm before and after clipping, against training steps, with θ as a line.
enum TrainingPanel: Panel {
  static let id = PanelID.training

  static func title(_ scene: Scene) -> String { scene.words.title(.trainingPanel) }

  static func detail(_ scene: Scene) -> String {
    scene.words.title(.loss(scene.trace.loss)) + "  " + scene.words.title(.step(scene.session.channel.stepOnShow))
  }

  /// Its columns are training steps.
  static func timePlot(in inside: Rect) -> Placement.TimePlot? { nil }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let isClipping = scene.trace.experiment.clipping.mode != .off
    let plot = area.plot(below: isClipping ? 3 : 2)
    guard plot.width > 0, plot.height > 0 else { return }
    let points = scene.session.channel.history.points
    let range = fitted(points, theta: scene.trace.experiment.clipping)
    canvas.decadeAxis(
      in: Rect(x: area.x, y: plot.y, width: Gutter.width - 1, height: plot.height), range: range)
    let clipping = scene.trace.experiment.clipping
    if clipping.mode != .off {
      let theta = clipping.threshold.decades
      canvas.rule(at: theta, in: plot, range: range, style: Style(.warning))
      if let y = canvas.plotRow(of: theta, in: plot, range: range) {
        canvas.put("θ", x: plot.maxX - 1, y: y, style: Style(.warning, bold: true))
      }
    }
    let seen = scene.session.channel.pointsSeen
    canvas.mark(seen: seen, of: points.count, in: plot)
    if clipping.mode != .off {
      canvas.course(points, seen: seen, in: plot, range: range, Style(.series(3))) { $0.normAfter }
    }
    canvas.course(points, seen: seen, in: plot, range: range, Style(.series(2))) { $0.normBefore }
    canvas.course(points, seen: seen, in: plot, range: range, Style(.series(0))) { $0.loss }
    foot(scene, plot, on: &canvas)
  }

  /// The decades that hold all that is drawn, in whole steps of two so that the picture stays still.
  private static func fitted(_ points: [HistoryPoint], theta: Clipping) -> ClosedRange<Double> {
    var all = points.flatMap { [$0.loss.decades, $0.normBefore.decades, $0.normAfter.decades] }.filter(\.isFinite)
    if theta.mode != .off { all.append(theta.threshold.decades) }
    let low = max(-40, ((all.min() ?? -3) / 2).rounded(.down) * 2)
    let high = ((all.max() ?? 1) / 2).rounded(.up) * 2
    return low...max(low + 2, high)
  }

  private static func foot(_ scene: Scene, _ plot: Rect, on canvas: inout Canvas) {
    let words = scene.words
    let report = scene.trace.clipReport
    let history = scene.session.channel.history
    var x = plot.x
    func put(_ text: String, _ role: Role, _ line: Int, on canvas: inout Canvas) {
      x = canvas.put(
        text, x: x, y: plot.y + plot.height + line, style: Style(role), maxWidth: max(0, plot.maxX - x))
    }
    put("\(canvas.sample(.series(0))) \(words.title(.lossLine)) ", .series(0), 0, on: &canvas)
    put("\(canvas.sample(.series(2))) ‖∂L/∂W‖ \(report.normBefore.short()) ", .series(2), 0, on: &canvas)
    let clipping = scene.trace.experiment.clipping
    if clipping.mode != .off {
      put("\(canvas.sample(.series(3))) \(words.title(.afterClipping(report.normAfter))) ", .series(3), 0, on: &canvas)
    }
    // Counted from 1, as in the header.
    let first = history.points.first.map { $0.step + 1 } ?? 1
    let span =
      history.steps == 0
      ? "" : "  " + words.title(.steps(first...max(first, scene.session.channel.stepsTrained)))
    put(span, .dim, 0, on: &canvas)
    x = plot.x
    guard clipping.mode != .off else {
      put(words.title(.noClipping), .dim, 1, on: &canvas)
      return
    }
    put(words.title(.threshold(clipping.threshold, clipping.mode)), .warning, 1, on: &canvas)
    x = plot.x
    let told = canvas.look.most(in: plot.width) {
      words.line(
        .clipped(
          steps: scene.session.channel.historySeen.clippedShare, components: report.componentShare,
          insideBPTT: clipping.mode.isInsideBPTT, $0))
    }
    put(told, .warning, 2, on: &canvas)
  }
}
