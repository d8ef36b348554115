/// A view, and where it stands.
struct Slot {
  let area: Rect
  private let content: (Session, Rect, inout Canvas, inout Placement) -> Void

  init(_ view: any View.Type, _ area: Rect) {
    self.area = area
    content = { view.draw($0, in: $1, on: &$2, placing: &$3) }
  }

  init(_ panel: PanelID, _ area: Rect) { self.init(PanelCatalogue.panel(panel), area) }

  /// A view of one of several networks, as if it were in hand.
  init(_ view: any View.Type, of mine: Shown, _ area: Rect) {
    self.area = area
    content = {
      var looked = $0.looking(at: mine)
      // Keys are about the one in hand.
      if mine.index != $0.view.channel { looked.view.focus = .none }
      view.draw(looked, in: $1, on: &$2, placing: &$3)
    }
  }

  /// What is said of one of them beside the others.
  init(_ view: any ChannelView.Type, of mine: Shown, _ area: Rect) {
    self.area = area
    content = { view.draw(mine, $0, in: $1, on: &$2, placing: &$3) }
  }

  func draw(_ session: Session, on canvas: inout Canvas, placing placement: inout Placement) {
    content(session, area, &canvas, &placement)
  }
}

/// The room between header and footer, and how modes share it out.
struct Layout {
  let session: Session
  /// All of the room.
  let body: Rect
  let hidden: Int
  private let rowsPerLine: Int

  /// The room for a session's `hidden` units at `rowsPerLine` rows of colour a line; nil without a trace.
  init?(_ session: Session, in body: Rect, rowsPerLine: Int) {
    guard let hidden = session.trace?.shape.hidden else { return nil }
    (self.session, self.body, self.hidden, self.rowsPerLine) = (session, body, hidden, rowsPerLine)
  }

  /// Whether two columns fit side by side.
  var isWide: Bool { body.width >= 110 && body.height >= 26 }

  /// One column: the heatmap, and below it a view that wants at least so many lines, for which the heatmap steps back down
  /// to `heat`.
  func stacked(_ view: any View.Type, least: Int, heat: Int = 6) -> [Slot] {
    let (top, rest) = body.split(top: max(heat, heatHeight(hidden, atMost: body.height - least)))
    return [Slot(.heat, top), Slot(view, rest)]
  }

  /// The right one of two columns.
  var right: Rect { body.split(left: leftWidth + 2).rest }

  /// The left one: all that time runs through, heatmap over norms over waterfall.
  var timeColumn: [Slot] {
    let focus = session.view.focus
    // A panel that has no place of its own takes the norms' while it has the focus.
    let hasPlace = [.heat, .norms, .gates, .training].contains(focus) || (hasWaterfall && focus == .waterfall)
    let guest = hasPlace ? PanelID.norms : focus
    return heatOver { rest in
      guard hasWaterfall else { return [Slot(guest, rest)] }
      let (upper, lower) = rest.split(top: rest.height / 2)
      return [Slot(guest, upper), Slot(.waterfall, lower)]
    }
  }

  /// The left column: the heatmap, and below it what takes the rest.
  func heatOver(_ rest: (Rect) -> [Slot]) -> [Slot] {
    let left = body.split(left: leftWidth).left
    let (top, below) = left.split(top: heatHeight(hidden * (hasWaterfall ? 2 : 1), atMost: body.height / 2))
    return [Slot(.heat, top)] + rest(below)
  }

  private var leftWidth: Int { (body.width - 2) * 11 / 20 }
  private var hasWaterfall: Bool { body.height >= 48 }

  /// The lines that the heatmap takes with title, axis and legend.
  func heatHeight(_ units: Int, atMost: Int) -> Int {
    let wanted = (units + rowsPerLine - 1) / rowsPerLine + 3
    return min(max(6, wanted), atMost)
  }
}
