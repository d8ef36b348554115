/// Where the screen drew what a mouse can point at, and where the help ends.
public struct Placement: Sendable, Equatable {
  /// An area whose columns are timesteps, and its panel.
  public struct TimePlot: Sendable, Equatable {
    /// Whose it is.
    public let panel: PanelID
    /// The plot alone, without its labels.
    public let area: Rect
  }

  /// The areas whose columns are timesteps.
  public var timePlots: [TimePlot] = []
  /// How far the page on show can scroll, where it can.
  public var furthestScroll: Int?
  /// How many of its lines are seen at once.
  public var pageHeight: Int?

  /// Nothing drawn yet.
  public init() {}
}
