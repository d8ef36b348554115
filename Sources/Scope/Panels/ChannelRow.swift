import Engine
import Recurrence

/// ∂L/∂h_t of one of several networks in a row of colour: of each timestep the unit of the largest magnitude.
enum ChannelRow: ChannelView {
  static func draw(
    _ mine: Shown, _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    let plot = area.plot()
    guard let scene = Scene(session.looking(at: mine)), !plot.isEmpty else { return }
    let values = scene.reading.dh.fitted(width: plot.width, height: 1, window: scene.window)
    let (scale, lens) = (scene.scale, scene.view.lens)
    canvas.heat(in: plot, columns: plot.width, rows: plot.height * canvas.heatRowsPerLine) { column, _ in
      ValueInk.gradient(values[column], scale, through: lens)
    }
    placement.timePlots.append(Placement.TimePlot(panel: .heat, area: plot))
  }
}

/// The time axis below the rows.
enum ChannelAxis: View {
  static func draw(_ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement) {
    let plot = area.plot(below: area.height)
    guard let scene = Scene(session), plot.width > 0 else { return }
    canvas.timeAxis(scene, plot: plot, y: area.y)
  }
}
