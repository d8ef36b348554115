import Engine
import Recurrence

/// ∂L/∂h_t of one network over that of the one in hand, as log10 in decades around zero: unit by unit where both began
/// with the same weights, else of the norms, for no unit of one is a unit of the other.
enum DifferenceView: ChannelView {
  /// The decades at the ends of the colours.
  static let decades = 4.0

  static func draw(
    _ mine: Shown, _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    let (words, hand) = (session.words, session.inHand)
    guard let scene = Scene(session.looking(at: mine)), let other = Scene(session) else { return }
    let comparability = mine.comparability(with: hand)
    let inside = canvas.frame(
      words.title(.difference(mine.name, over: hand.name, isByUnit: isByUnit(mine, session))),
      detail: words.title(.comparability(comparability, isShort: false)),
      in: area, focused: false)
    let plot = inside.plot(below: 1)
    guard !plot.isEmpty else { return }
    guard scene.length == other.length else {
      canvas.put("  " + words.line(.otherLength(scene.length, other.length)), in: inside, style: Style(.warning))
      return
    }
    let rows = plot.height * canvas.heatRowsPerLine
    let isByUnit = isByUnit(mine, session)
    let (ours, theirs) = (values(scene, plot.width, rows, isByUnit), values(other, plot.width, rows, isByUnit))
    canvas.heat(in: plot, columns: plot.width, rows: rows) { column, row in
      ink(ours(column, row), over: theirs(column, row))
    }
    canvas.timeAxis(scene, plot: plot, y: plot.maxY)
    placement.timePlots.append(Placement.TimePlot(panel: .heat, area: plot))
  }

  /// Whether a unit of the one stands for the same unit of the other.
  static func isByUnit(_ mine: Shown, _ session: Session) -> Bool {
    guard case .sameWeights = mine.comparability(with: session.inHand) else { return false }
    return mine.channel.trace?.shape.hidden == session.trace?.shape.hidden
  }

  private static func values(_ scene: Scene, _ width: Int, _ rows: Int, _ isByUnit: Bool) -> (Int, Int) -> Double {
    if isByUnit {
      let values = scene.reading.dh.fitted(width: width, height: rows, window: scene.window)
      return { values[$0 * rows + $1] }
    }
    let (axis, norms) = (scene.axis(width: width), scene.reading.profile.dh)
    return { column, _ in norms[axis.timesteps(of: column)].reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 } }
  }

  /// The ratio's colour. Where one of them is zero, NaN or Inf there is no ratio, and it is told which.
  static func ink(_ a: Double, over b: Double) -> Role {
    if a.isNaN || b.isNaN { return .nan }
    if a.isInfinite || b.isInfinite { return .infinite }
    if a == 0 || b == 0 { return .zero }
    return .signed(min(1, max(-1, (a.decades - b.decades) / decades)))
  }
}
