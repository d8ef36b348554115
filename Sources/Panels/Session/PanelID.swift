/// The panels by name, in the order in which Tab goes through them.
public enum PanelID: String, CaseIterable, Sendable {
  case heat, norms, gates, training, routes, reach, flow, weights, waterfall
}

/// Where the screen drew what a mouse can point at.
public struct Placement: Sendable, Equatable {
  /// The areas whose columns are timesteps, by panel.
  public var timePlots: [(panel: PanelID, area: Rect)] = []

  /// Nothing drawn yet.
  public init() {}

  /// Equal where the areas are.
  public static func == (a: Placement, b: Placement) -> Bool {
    a.timePlots.elementsEqual(b.timePlots) { $0.panel == $1.panel && $0.area == $1.area }
  }
}
