/// The panels by name, in the order in which Tab goes through them.
public enum PanelID: String, CaseIterable, Sendable {
  case heat, norms, gates, training, routes, reach, flow, weights, waterfall
}

/// Where the screen drew what a mouse can point at, and where the help ends.
public struct Placement: Sendable, Equatable {
  /// The areas whose columns are timesteps, by panel.
  public var timePlots: [(panel: PanelID, area: Rect)] = []
  /// How far the help can scroll, where it is drawn.
  public var furthestHelp: Int?

  /// Nothing drawn yet.
  public init() {}

  /// Equal where the areas and the help's end are.
  public static func == (a: Placement, b: Placement) -> Bool {
    a.furthestHelp == b.furthestHelp
      && a.timePlots.elementsEqual(b.timePlots) { $0.panel == $1.panel && $0.area == $1.area }
  }
}
