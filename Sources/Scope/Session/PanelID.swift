/// A panel's name. The order in which Tab goes through them is the catalogue's.
public struct PanelID: Hashable, Sendable {
  /// The name.
  public let name: String

  /// The panel of that name.
  public init(_ name: String) { self.name = name }

  /// No panel at all.
  static let none = PanelID("")
  /// ∂L/∂h_t, timesteps × units.
  public static let heat = PanelID("heat")
  /// Its norms against t.
  public static let norms = PanelID("norms")
  /// The gates.
  public static let gates = PanelID("gates")
  /// Loss and gradient norm against training steps.
  public static let training = PanelID("training")
  /// The gradient of every training step.
  public static let waterfall = PanelID("waterfall")
}
