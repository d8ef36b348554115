import Recurrence

/// The page of this step's check against finite differences. To leave it is to stop the check.
enum CheckMode: PageRules {
  static var page: any View.Type { CheckPage.self }

  static let hints = [Hint(.escape, meaning: .back)] + scrollHints + Hint.of(.quit)

  static func wanted(_ session: Session) -> [any Analysis] { [CheckPage.wanted(session)] }

  static func canEnter(_ session: Session) -> Bool { session.trace != nil }

  static func enter(_ session: inout Session) {
    session.orders.isRunning = false
    session.tellOfTrial()
  }
}
