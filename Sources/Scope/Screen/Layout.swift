/// Which panels are drawn where.
enum Layout {
  /// A place on the screen.
  enum Slot: Equatable {
    case panel(PanelID)
    /// The equations of one timestep, while the backward sweep stands still.
    case step
    /// The step on show under other settings.
    case whatIf
  }

  /// The places for a body of that size. `hidden` units want `rowsPerLine` rows of colour a line.
  static func slots(_ session: Session, hidden: Int, in body: Rect, rowsPerLine: Int) -> [(Slot, Rect)] {
    if session.isFullScreen && !session.isSweeping { return [(.panel(session.focus), body)] }
    let isWide = body.width >= 110 && body.height >= 26
    return isWide
      ? wide(session, hidden: hidden, in: body, rowsPerLine) : narrow(session, hidden: hidden, in: body, rowsPerLine)
  }

  /// The lines that the heatmap takes with title, axis and legend.
  private static func heatHeight(_ hidden: Int, _ rowsPerLine: Int, atMost: Int) -> Int {
    let wanted = (hidden + rowsPerLine - 1) / rowsPerLine + 3
    return max(6, min(wanted, atMost))
  }

  /// Whether a wide screen always shows the panel.
  private static func hasPlace(_ panel: PanelID) -> Bool {
    [.heat, .norms, .gates, .training].contains(panel)
  }

  /// One column: the heatmap, and below it the panel in focus.
  private static func narrow(_ session: Session, hidden: Int, in body: Rect, _ rowsPerLine: Int) -> [(Slot, Rect)] {
    let below: Slot =
      session.isSweeping
      ? .step : session.whatIf != nil ? .whatIf : .panel(session.focus == .heat ? .norms : session.focus)
    // What stands below wants at least 7 lines; the equations more.
    let least = session.isSweeping ? 14 : session.whatIf != nil ? 10 : 7
    let top = heatHeight(hidden, rowsPerLine, atMost: body.height - least)
    return [(.panel(.heat), body.top(top)), (below, body.below(top))]
  }

  /// Two columns: time's own on the left, heatmap over norms over waterfall; gates over training on the right.
  private static func wide(_ session: Session, hidden: Int, in body: Rect, _ rowsPerLine: Int) -> [(Slot, Rect)] {
    let leftWidth = (body.width - 2) * 11 / 20
    let left = Rect(x: body.x, y: body.y, width: leftWidth, height: body.height)
    let right = Rect(x: body.x + leftWidth + 2, y: body.y, width: body.width - leftWidth - 2, height: body.height)
    let hasWaterfall = body.height >= 48
    let top = heatHeight(hidden * (hasWaterfall ? 2 : 1), rowsPerLine, atMost: body.height / 2)
    if session.whatIf != nil {
      // Before and after, one above the other, and both lines beside them.
      return [(.panel(.heat), left.top(top)), (.whatIf, left.below(top)), (.panel(.norms), right)]
    }
    var slots: [(Slot, Rect)] = [(.panel(.heat), left.top(top))]
    let rest = left.below(top)
    if hasWaterfall {
      slots.append(
        (
          .panel(hasPlace(session.focus) || session.focus == .waterfall ? .norms : session.focus),
          rest.top(rest.height / 2)
        ))
      slots.append((.panel(.waterfall), rest.below(rest.height / 2)))
    } else {
      // A panel that has no place of its own takes the norms' while it has the focus.
      let guest = hasPlace(session.focus) ? .norms : session.focus
      slots.append((.panel(guest), rest))
    }
    let gates = right.height * 3 / 5
    if session.isSweeping {
      let step = min(right.height, 20)
      slots.append((.step, right.top(step)))
      if right.height - step >= 6 { slots.append((.panel(.gates), right.below(step))) }
    } else {
      slots.append((.panel(.gates), right.top(gates)))
      slots.append((.panel(.training), right.below(gates)))
    }
    return slots
  }
}

extension Rect {
  /// The upper lines.
  func top(_ lines: Int) -> Rect { Rect(x: x, y: y, width: width, height: min(lines, height)) }
  /// What is left below so many lines.
  func below(_ lines: Int) -> Rect { Rect(x: x, y: y + lines, width: width, height: max(0, height - lines)) }
}
