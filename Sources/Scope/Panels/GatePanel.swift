import Engine
import Recurrence

/// The gates as heatmaps, one below the other where there is room, else the one that v chooses.
enum GatePanel: Panel {
  static let id = PanelID.gates

  static func title(_ scene: Scene) -> String {
    let planes = scene.reading.planes
    return scene.layerNote + scene.words.title(planes.count > 1 ? .gates(planes.map { letter($0.name) }) : .hiddenState)
  }

  static func detail(_ scene: Scene) -> String {
    guard scene.reading.planes.indices.contains(scene.view.gate) else { return "" }
    let plane = scene.reading.planes[scene.view.gate]
    let at = plane.statistics.map { scene.words.title(.mean(plane.name, t: scene.time + 1, $0.means[scene.time])) }
    return at ?? scene.words.title(plane)
  }

  /// g is C̃ in many lectures.
  static func letter(_ name: String) -> String { name == "g" ? "g(C~)" : name == "c" ? "C" : name }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let (planes, places) = (scene.reading.planes, places(scene, in: area))
    for (k, place) in places {
      draw(planes[k], isChosen: k == chosen(scene), scene, in: place, on: &canvas)
    }
    guard let y = places.last?.area.maxY else { return }
    let plot = area.plot(below: area.maxY - y)
    canvas.timeAxis(scene, plot: plot, y: y)
    let legend = Rect(x: area.x, y: y + 1, width: area.width, height: 1)
    if y + 1 < area.maxY { Legend.draw(places.map { planes[$0.plane] }, scene.words, in: legend, on: &canvas) }
  }

  private static func chosen(_ scene: Scene) -> Int { min(scene.view.gate, scene.reading.planes.count - 1) }

  /// The planes that have room, and where they stand with their captions.
  private static func places(_ scene: Scene, in area: Rect) -> [(plane: Int, area: Rect)] {
    let planes = scene.reading.planes
    var room = area.height - 1
    guard room > 0, area.width > Gutter.width, !planes.isEmpty else { return [] }
    // A heatmap wants its caption and two lines.
    let isAll = room >= planes.count * 3
    // The legend takes what they can spare.
    if room > (isAll ? planes.count * 3 : 3) { room -= 1 }
    let indices = isAll ? Array(planes.indices) : [chosen(scene)]
    let share = room / indices.count
    var y = area.y
    return indices.enumerated().map { place, k in
      // What does not divide goes to the first.
      let height = share + (place < room - share * indices.count ? 1 : 0)
      defer { y += height }
      return (k, Rect(x: area.x, y: y, width: area.width, height: height))
    }
  }

  static func unitPlots(_ scene: Scene, in inside: Rect, on canvas: Canvas) -> [Rect] {
    places(scene, in: inside).map { plot(in: $0.area) }.filter { !$0.isEmpty }
  }

  /// A plane's colours alone, below its caption.
  private static func plot(in area: Rect) -> Rect {
    area.plot(above: 1)
  }

  private static func draw(_ plane: Plane, isChosen: Bool, _ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    canvas.put(
      caption(plane, scene.words, width: area.width - Gutter.width), x: area.x + Gutter.width, y: area.y,
      style: Style(isChosen ? .accent : .dim), maxWidth: area.width - Gutter.width)
    canvas.put(
      letter(plane.name), x: area.x, y: area.y + 1, style: Style(isChosen ? .accent : .text, bold: true),
      maxWidth: Gutter.width - 1)
    canvas.heatmap(plane.grid, scene, in: plot(in: area)) { ValueInk.plane($0, plane.kind) }
  }

  private static func caption(_ plane: Plane, _ words: any Words, width: Int) -> String {
    let captions = words.captions(plane)
    return captions.first { $0.count <= width } ?? captions[captions.count - 1]
  }
}
