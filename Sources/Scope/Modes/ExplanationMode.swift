import Recurrence

/// The page that says why the gradient does what it does, and what to try.
enum ExplanationMode: PageRules {
  static var page: any View.Type { ExplanationPage.self }

  static let hints =
    [Hint(.character("1"), .character("2"), meaning: .followSuggestion)] + scrollHints
    + [
      Hint(.character("e"), meaning: .back), Hint(.character(","), .character("."), meaning: .does(.layer(by: -1))),
    ] + Hint.of(.toggleRun, .quit)

  static func respond(to action: Action, in session: inout Session) -> Response {
    switch action {
    case .follow(let number):
      let suggestions = session.reading?[Why()].value?.suggestions ?? []
      guard suggestions.indices.contains(number) else { return .asEverywhere }
      session.leaveMode()
      session.set(suggestions[number].setting, to: suggestions[number].value)
      return .done
    // Each layer has its own.
    case .layer: return .asEverywhere
    case _ where session.scroll(action): return .done
    default: return action.isOfPanels ? .nothing : .asEverywhere
    }
  }

  static func wanted(_ session: Session) -> [any Analysis] { [Why()] }

  static func enter(_ session: inout Session) { session.tellOfTrial() }
}
