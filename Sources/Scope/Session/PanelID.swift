/// The panels by name, in the order in which Tab goes through them.
public enum PanelID: String, CaseIterable, Sendable {
  case heat, norms, gates, training, routes, reach, flow, weights, waterfall
}
