/// What stands on the screen: a panel, a page, the equations of one timestep. A pure function of the session onto the
/// canvas, total at any size, with a trace or without.
public protocol View: SendableMetatype {
  /// Draws all of it, and adds what a hand can reach there to the placement.
  static func draw(_ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement)
}

/// What stands on the screen of one of several networks, beside others of them.
public protocol ChannelView: SendableMetatype {
  /// Draws all of it; the session is as it is, with whichever network in hand.
  static func draw(
    _ mine: Shown, _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement)
}

/// A view of a trace, below a title on a rule.
public protocol TraceView: View {
  /// What it shows, for its title.
  static func title(_ scene: Scene) -> String
  /// The value at the cursor, for the title's right end.
  static func detail(_ scene: Scene) -> String
  /// Whether it has the focus.
  static func isFocused(_ scene: Scene) -> Bool
  /// Draws the inside, below the title.
  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas)
  /// The part of the inside whose columns are timesteps to a mouse.
  static func timePlot(in inside: Rect) -> Placement.TimePlot?
  /// The parts of the inside whose rows are the hidden units.
  static func unitPlots(_ scene: Scene, in inside: Rect, on canvas: Canvas) -> [Rect]
}

extension TraceView {
  /// Nothing.
  public static func detail(_ scene: Scene) -> String { "" }
  /// It has: keys are about it.
  public static func isFocused(_ scene: Scene) -> Bool { true }
  /// None.
  public static func timePlot(in inside: Rect) -> Placement.TimePlot? { nil }
  /// None.
  public static func unitPlots(_ scene: Scene, in inside: Rect, on canvas: Canvas) -> [Rect] { [] }

  /// Title and inside; before the first trace, that there is none yet.
  public static func draw(
    _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    guard let scene = Scene(session) else {
      FirstStep.draw(session, in: area, on: &canvas, placing: &placement)
      return
    }
    let inside = canvas.frame(title(scene), detail: detail(scene), in: area, focused: isFocused(scene))
    draw(scene, in: inside, on: &canvas)
    if let plot = timePlot(in: inside) { placement.timePlots.append(plot) }
    placement.unitPlots += unitPlots(scene, in: inside, on: canvas)
    if let panel = Self.self as? any Panel.Type {
      placement.panels.append(
        Placement.PanelArea(panel: panel.id, channel: session.view.channel, area: area))
    }
  }
}

/// What stands there until there is a trace.
enum FirstStep: View {
  static func draw(
    _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    canvas.put(
      session.words.line(.firstStep), x: area.x + 2, y: area.y + 1, style: Style(.dim),
      maxWidth: area.width)
  }
}
