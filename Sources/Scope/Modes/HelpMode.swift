/// The page of all keys. Up, down and the wheel scroll it.
enum HelpMode: PageRules {
  static var page: any View.Type { HelpPage.self }

  static let hints = [Hint(.up, .down, label: "scroll"), Hint(.escape, label: "back")] + Hint.of(.quit)

  static func respond(to action: Action, in session: inout Session) -> Response {
    if case .moveUnit(let lines) = action {
      session.scroll(by: lines)
      return .done
    }
    return action.isOfPanels ? .nothing : .asEverywhere
  }

  static func enter(_ session: inout Session) { session.view.scroll = 0 }
}
