import Engine

/// The page of this step's check against finite differences. To leave it is to stop the check.
enum CheckMode: PageRules {
  static var page: any View.Type { CheckPage.self }

  static let hints = [Hint(.escape, meaning: .back)] + scrollHints + Hint.of(.quit)

  static func canEnter(_ session: Session) -> Bool { session.trace != nil }

  static func enter(_ session: inout Session) {
    session.orders.isRunning = false
    session.channel.startCheck(CheckOrder(layer: session.view.layer, t: session.cursorTime + 1))
    session.tellOfTrial()
  }

  static func leave(_ session: inout Session) { session.channel.endCheck() }
}
