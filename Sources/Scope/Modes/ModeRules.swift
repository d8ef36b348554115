import Recurrence

/// What holds in a mode: what keys do that do something else elsewhere, what the footer says, what stands on the screen,
/// and how one gets in and out.
protocol ModeRules: SendableMetatype {
  /// Whether it covers the panels, and stands in front of what was being done instead of ending it.
  static var isPage: Bool { get }
  /// What it can't do without, beside a trace.
  static var needs: Need { get }
  /// What is said when it is left by Esc or by its own key.
  static var farewell: Remark? { get }
  /// The footer, the most useful first: a narrow terminal shows fewer.
  static var hints: [Hint] { get }

  /// Does what an action means here and nowhere else.
  static func respond(to action: Action, in session: inout Session) -> Response
  /// The analyses that it draws from, the panel in focus apart.
  static func wanted(_ session: Session) -> [any Analysis]
  /// The views, and where they stand.
  static func slots(_ session: Session, in body: Rect, rowsPerLine: Int) -> [Slot]
  /// Whether there is anything to do it with.
  static func canEnter(_ session: Session) -> Bool
  /// On the way in.
  static func enter(_ session: inout Session)
  /// On the way out, whichever it is.
  static func leave(_ session: inout Session)
}

/// What a mode can't go on without.
enum Need {
  /// It goes on whatever happens.
  case nothing
  /// That training stands still.
  case standstill
  /// That the step on show stays the newest: no training, no other settings.
  case thisStep
}

/// What became of an action in a mode.
enum Response {
  /// It was done.
  case done
  /// It means what it means everywhere.
  case asEverywhere
  /// It means nothing here.
  case nothing
}

extension ModeRules {
  static var farewell: Remark? { nil }
  static func wanted(_ session: Session) -> [any Analysis] { [] }
  static func canEnter(_ session: Session) -> Bool { true }
  static func enter(_ session: inout Session) {}
  static func leave(_ session: inout Session) {}
}

/// A mode that shows the panels.
protocol PanelRules: ModeRules {
  /// The views, and where they stand.
  static func slots(_ layout: Layout) -> [Slot]
}

extension PanelRules {
  static var isPage: Bool { false }
  static func respond(to action: Action, in session: inout Session) -> Response { .asEverywhere }
  static func slots(_ session: Session, in body: Rect, rowsPerLine: Int) -> [Slot] {
    guard let layout = Layout(session, in: body, rowsPerLine: rowsPerLine) else { return [Slot(FirstStep.self, body)] }
    return slots(layout)
  }
}

/// A mode that is one view over all of the panels: what moves those does nothing, as nobody would see it.
protocol PageRules: ModeRules {
  /// The view.
  static var page: any View.Type { get }
}

extension PageRules {
  /// How a page scrolls; with PageUp, PageDown, Home, End and the wheel, too.
  static var scrollHints: [Hint] { [Hint(.up, .down, meaning: .scroll)] }
  static var isPage: Bool { true }
  static var needs: Need { .nothing }
  static func respond(to action: Action, in session: inout Session) -> Response {
    if session.scroll(action) { return .done }
    return action.isOfPanels ? .nothing : .asEverywhere
  }
  static func slots(_ session: Session, in body: Rect, rowsPerLine: Int) -> [Slot] { [Slot(page, body)] }
}

extension Mode {
  /// What holds in it: the list of all modes.
  var rules: any ModeRules.Type {
    switch self {
    case .exploring: ExploringMode.self
    case .bptt: BPTTMode.self
    case .whatIf: WhatIfMode.self
    case .help: HelpMode.self
    case .explanation: ExplanationMode.self
    case .check: CheckMode.self
    }
  }
}
