import Engine
import Recurrence

/// Settings are tried on the step on show, before above after. Enter keeps them; nothing else does.
enum WhatIfMode: PanelRules {
  static let needs = Need.thisStep
  static let farewell: Remark? = .leftWhatIf

  static func hints(_ session: Session) -> [Hint] {
    [Hint(.enter, meaning: .keep), Hint(.escape, meaning: .goBack)]
      + Hint.of(
        .change(.clip, by: 1), .change(.theta, by: 1), .change(.activation, by: 1), .change(.bias, by: 1),
        .change(.gain, by: 1), .quit)
  }

  static func respond(to action: Action, in session: inout Session) -> Response {
    switch action {
    case .change(let knob, let step): session.tryOut(knob, by: step)
    case .confirm: session.keepTrial()
    // The panels have their places.
    case .focus: return .nothing
    default: return .asEverywhere
    }
    return .done
  }

  static func wanted(_ session: Session) -> [any Analysis] { session.channel.trial.map { [TriedStep($0)] } ?? [] }

  static func slots(_ layout: Layout) -> [Slot] {
    guard layout.isWide else { return layout.stacked(WhatIfPanel.self, least: 10) }
    // Before and after, one above the other, and both lines beside them.
    return layout.heatOver { [Slot(WhatIfPanel.self, $0)] } + [Slot(.norms, layout.right)]
  }

  static func canEnter(_ session: Session) -> Bool { session.trace != nil }

  static func enter(_ session: inout Session) {
    session.command { $0.isRunning = false }
    session.channel.trial = session.trace.map { WhatIf($0) }
    session.say(.startedWhatIf)
  }

  /// Another channel may be in hand by now.
  static func leave(_ session: inout Session) { session.forgetTrials() }
}

extension Session {
  /// Turns a knob on the step on show alone.
  fileprivate mutating func tryOut(_ knob: Knob, by step: Int) {
    guard let change = channel.trial, let trace else { return }
    let before = change.experiment(from: trace.experiment)
    guard let setting = knob.setting(for: before.cell), let turn = setting.turn else {
      return say(.noGateToBias(before.cell))
    }
    guard setting.isTryable else { return warn(.untried) }
    if let hindrance = setting.whyNotTried(trace.experiment) { return warn(.hindered(hindrance)) }
    var after = before
    if let hindrance = turn(&after, step, terms) { return say(.hindered(hindrance)) }
    channel.trial = WhatIf(from: trace.experiment, to: after)
    say(.tried(setting, from: before, to: after))
  }

  fileprivate mutating func keepTrial() {
    guard let change = channel.trial else { return }
    leaveMode()
    orders.experiment = change.experiment(from: orders.experiment)
    orders.kept = Numbered(change, after: orders.kept)
    say(.kept)
  }

  /// What a page says that is about the step as it was, while what-if stands behind it.
  mutating func tellOfTrial() {
    if channel.trial != nil { say(.stepAsItWas) }
  }
}
