// Where several networks stand.
extension Layout {
  /// All that are shown, as they are compared.
  var comparison: [Slot] {
    switch session.view.comparison {
    case .beside: isWide ? tiles : rows
    case .overlaid: overlaid
    case .difference: differences
    }
  }

  private var shown: [Shown] { session.shown }
  private var focus: PanelID { session.view.focus }

  /// For each a line of figures and a row of colour, and below them the panel in focus of the one in hand.
  private var rows: [Slot] {
    var (slots, y) = ([Slot](), body.y)
    for mine in shown {
      slots.append(Slot(ChannelHead.self, of: mine, line(y)))
      slots.append(Slot(ChannelRow.self, of: mine, line(y + 1)))
      y += 2
    }
    slots.append(Slot(ChannelAxis.self, line(y)))
    return slots + [Slot(focus == .heat ? .norms : focus, below(y + 1))]
  }

  /// A tile for each, two by two.
  private var tiles: [Slot] {
    let lines = shown.count > 2 ? 2 : 1
    return shown.enumerated().flatMap { k, mine in
      let (left, right) = body.split(left: (body.width - 2) / 2)
      let column = k % 2 == 0 ? left : Rect(x: right.x + 2, y: right.y, width: right.width - 2, height: right.height)
      let (top, bottom) = column.split(top: column.height / lines)
      return tile(mine, in: k < 2 ? top : bottom)
    }
  }

  /// The picture in focus; heat, norms and gates where there is room for them.
  private func tile(_ mine: Shown, in area: Rect) -> [Slot] {
    let (head, rest) = area.split(top: 2)
    let slots = [Slot(ChannelHead.self, of: mine, head)]
    guard [.heat, .norms, .gates].contains(focus) else {
      return slots + [Slot(PanelCatalogue.panel(focus), of: mine, rest)]
    }
    let panel = { Slot(PanelCatalogue.panel($0), of: mine, $1) }
    guard rest.height >= 22 else { return slots + [panel(focus, rest)] }
    let (heat, more) = rest.split(top: heatHeight(mine.channel.trace?.shape.hidden ?? hidden, atMost: rest.height / 2))
    guard area.width >= 90 else { return slots + [panel(.heat, heat), panel(focus == .gates ? .gates : .norms, more)] }
    let (norms, gates) = more.split(left: more.width / 2)
    return slots + [panel(.heat, heat), panel(.norms, norms), panel(.gates, gates)]
  }

  /// A line for each, and their curves in one plot.
  private var overlaid: [Slot] {
    let (slots, rest) = heads
    guard isWide else { return slots + [Slot(focus == .training ? .training : .norms, rest)] }
    let (left, right) = rest.split(left: (rest.width - 2) / 2)
    return slots + [
      Slot(.norms, left),
      Slot(.training, Rect(x: right.x + 2, y: right.y, width: right.width - 2, height: right.height)),
    ]
  }

  /// A line for each, each of the others over the one in hand, and where there is room the norms of all.
  private var differences: [Slot] {
    let others = shown.filter { $0.index != session.view.channel }
    var (slots, rest) = heads
    for (k, mine) in others.enumerated() {
      // Title, axis, and a line of colour; one for every two units where they are told apart.
      let lines = DifferenceView.isByUnit(mine, session) ? 3 + heatHeight(hidden, atMost: 16) : 5
      let (top, below) = rest.split(top: min(lines, rest.height / (others.count - k)))
      slots.append(Slot(DifferenceView.self, of: mine, top))
      rest = below
    }
    return rest.height >= 8 ? slots + [Slot(.norms, rest)] : slots
  }

  private var heads: (slots: [Slot], rest: Rect) {
    let slots = shown.enumerated().map { Slot(ChannelHead.self, of: $1, line(body.y + $0)) }
    return (slots, below(body.y + shown.count))
  }

  private func line(_ y: Int) -> Rect { Rect(x: body.x, y: y, width: body.width, height: 1) }
  private func below(_ y: Int) -> Rect { Rect(x: body.x, y: y, width: body.width, height: max(0, body.maxY - y)) }
}
