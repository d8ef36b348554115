/// Where the screen drew what a mouse can point at, and where the page on show ends.
public struct Placement: Sendable, Equatable {
  /// An area whose columns are timesteps, and its panel.
  public struct TimePlot: Sendable, Equatable {
    /// Whose it is.
    public let panel: PanelID
    /// The plot alone, without its labels.
    public let area: Rect
  }

  /// A panel and where it stands.
  public struct PanelArea: Sendable, Equatable {
    /// Which it is.
    public let panel: PanelID
    /// Whose it is, from 0.
    public let channel: Int
    /// All of it.
    public let area: Rect
  }

  /// A network's name and figures.
  public struct ChannelArea: Sendable, Equatable {
    /// Which channel it is, from 0.
    public let channel: Int
    /// All of it.
    public let area: Rect
  }

  /// Where a key's name stands.
  public struct KeyLabel: Sendable, Equatable {
    /// The key that a click there stands for.
    public let key: Key
    /// The name and what it does.
    public let area: Rect
  }

  /// The areas whose columns are timesteps.
  public var timePlots: [TimePlot] = []
  /// The areas whose rows are the hidden units, unit 1 at the top.
  public var unitPlots: [Rect] = []
  /// The panels, with titles and labels.
  public var panels: [PanelArea] = []
  /// The names of the networks, where there are several.
  public var channels: [ChannelArea] = []
  /// The keys that the footer names.
  public var keys: [KeyLabel] = []
  /// How far the page on show can scroll, where it can.
  public var furthestScroll: Int?
  /// How many of its lines are seen at once.
  public var pageHeight: Int?

  /// Nothing drawn yet.
  public init() {}
}
