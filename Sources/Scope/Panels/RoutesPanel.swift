import Engine
import Recurrence

/// By which routes the gradient comes into each state: a stacked bar per column of time, and the shares at the cursor.
enum RoutesPanel: Panel {
  static let id = PanelID("routes")
  static let wanted: (any Analysis)? = RouteShares()

  static func title(_ scene: Scene) -> String { scene.layerNote + scene.words.title(.routes) }

  static func detail(_ scene: Scene) -> String { scene.words.title(.shares(t: scene.time + 1)) }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    guard let states = canvas.finding(scene.reading[RouteShares()], scene, in: area) else { return }
    let room = area.height - 1
    guard room > 0, area.width > Gutter.width else { return }
    let share = max(3, room / states.count)
    var y = area.y
    for (k, state) in states.enumerated() where y + 2 <= area.y + room {
      // What does not divide goes to the last.
      let height = k == states.count - 1 ? area.y + room - y : min(share, area.y + room - y)
      draw(state, scene, in: Rect(x: area.x, y: y, width: area.width, height: height), on: &canvas)
      y += height
    }
    let plot = area.plot(below: 1)
    canvas.timeAxis(scene, plot: plot, y: y)
  }

  private static func draw(_ state: RouteShares.IntoState, _ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let plot = area.plot(above: 1)
    canvas.put("∂\(state.state)_t", x: area.x, y: area.y, style: Style(.text, bold: true), maxWidth: Gutter.width)
    let titles = state.routes.map { scene.words.title($0.kind, into: state.state) }
    var x = plot.x
    for (k, route) in state.routes.enumerated() {
      let title = titles[k]
      let share = route.shares[scene.time]
      let text = share.isFinite ? "\((100 * share).fixed(0))%" : "–"
      x = canvas.put(
        letter(title), x: x, y: area.y, style: Style(.series(k), bold: true, reverse: true),
        maxWidth: max(0, plot.maxX - x))
      x =
        2
        + canvas.put(
          " \(title) \(text)", x: x, y: area.y, style: Style(.text), maxWidth: max(0, plot.maxX - x))
    }
    let axis = scene.axis(width: plot.width)
    for column in 0..<plot.width {
      let times = axis.timesteps(of: column)
      guard times.upperBound > scene.sweptFrom else { continue }
      bar(state, titles, at: times.upperBound - 1, x: plot.x + column, plot, on: &canvas)
    }
  }

  /// One column: each route's part of the sum of magnitudes, the first at the bottom. Its letter stands in every fourth
  /// cell, for no colour alone tells one from another.
  private static func bar(
    _ state: RouteShares.IntoState, _ titles: [String], at t: Int, x: Int, _ plot: Rect, on canvas: inout Canvas
  ) {
    let sizes = state.routes.map { $0.shares[t].isFinite ? abs($0.shares[t]) : 0 }
    let sum = sizes.reduce(0, +)
    guard sum > 0 else {
      canvas.put("·", x: x, y: plot.maxY - 1, style: Style(.dim))
      return
    }
    for line in 0..<plot.height {
      let level = (Double(line) + 0.5) / Double(plot.height) * sum
      var reached = 0.0
      let route = sizes.firstIndex { size in
        reached += size
        return level <= reached
      }
      guard let route else { continue }
      let solid = canvas.look.unicode && canvas.look.colors != .none
      let isLettered = (x + 2 * line) % 4 == 0
      let glyph = solid && !isLettered ? "█" : letter(titles[route])
      canvas.put(
        glyph, x: x, y: plot.maxY - 1 - line, style: Style(.series(route), bold: solid, reverse: solid && isLettered))
    }
  }

  /// A letter for a route: `f` of `Wh_f`, `h` of `h_t`, `d` of `direct`.
  private static func letter(_ title: String) -> String {
    String(title.hasPrefix("Wh_") ? title.dropFirst(3).prefix(1) : title.prefix(1))
  }
}
