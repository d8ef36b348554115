import Engine
import Recurrence

/// A view that Tab goes to: it has a name, and may have the whole screen.
public protocol Panel: TraceView {
  /// Which panel it is.
  static var id: PanelID { get }
  /// The analysis that it draws from.
  static var wanted: (any Analysis)? { get }
}

extension Panel {
  /// The reading as it always is.
  public static var wanted: (any Analysis)? { nil }
  /// It has where Tab or a click has brought it there.
  public static func isFocused(_ scene: Scene) -> Bool { scene.view.focus == id }
  /// All of it but the gutter.
  public static func timePlot(in inside: Rect) -> Placement.TimePlot? {
    Placement.TimePlot(panel: id, area: inside.plot())
  }
}
