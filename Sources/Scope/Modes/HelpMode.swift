/// The page of all keys, what the picture means and what applies where it was asked for.
enum HelpMode: PageRules {
  static var page: any View.Type { HelpPage.self }

  static let hints = scrollHints + [Hint(.escape, meaning: .back)] + Hint.of(.quit)

  static func enter(_ session: inout Session) {
    session.helpedHints = (session.modes.last { !$0.rules.isPage } ?? .exploring).rules.hints
  }
}
