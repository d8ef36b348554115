/// Every panel, in the order in which Tab goes through them.
enum PanelCatalogue {
  static let all: [any Panel.Type] = [
    HeatPanel.self, NormPanel.self, GatePanel.self, TrainingPanel.self, RoutesPanel.self, ReachPanel.self,
    FlowPanel.self, WeightsPanel.self, WaterfallPanel.self,
  ]

  static func panel(_ id: PanelID) -> any Panel.Type { all.first { $0.id == id }! }
}
