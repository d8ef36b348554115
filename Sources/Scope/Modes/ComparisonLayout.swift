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
    let rest = below(y + 1)
    return slots + [focus == .heat ? Slot(NormCurves.self, rest) : Slot(focus, rest)]
  }

  /// A tile for each, two by two.
  private var tiles: [Slot] {
    let lines = (shown.count + 1) / 2
    let (left, right) = columns(of: body)
    func place(_ k: Int) -> Rect {
      let column = k % 2 == 0 ? left : right
      let height = column.height / lines
      return Rect(x: column.x, y: column.y + k / 2 * height, width: column.width, height: height)
    }
    let tiles = shown.enumerated().flatMap { tile($1, in: place($0)) }
    return shown.count % 2 == 0 ? tiles : tiles + [Slot(NormCurves.self, place(shown.count))]
  }

  /// Two, with a gap between them.
  private func columns(of area: Rect) -> (left: Rect, right: Rect) {
    let (left, rest) = area.split(left: (area.width - 2) / 2)
    return (left, Rect(x: rest.x + 2, y: rest.y, width: rest.width - 2, height: rest.height))
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
    let (norms, gates) = columns(of: more)
    return slots + [panel(.heat, heat), panel(.norms, norms), panel(.gates, gates)]
  }

  /// A line for each, and their curves in one plot.
  private var overlaid: [Slot] {
    let (slots, rest) = heads
    guard isWide else { return slots + [Slot(focus == .training ? LossCurves.self : NormCurves.self, rest)] }
    let (left, right) = columns(of: rest)
    return slots + [Slot(NormCurves.self, left), Slot(LossCurves.self, right)]
  }

  /// A line for each, each of the others over the one in hand, and where there is room the norms of all.
  private var differences: [Slot] {
    let others = shown.filter { $0.index != session.view.channel }
    var (slots, rest) = heads
    slots.append(Slot(DifferenceLegend.self, line(rest.maxY - 1)))
    rest = Rect(x: rest.x, y: rest.y, width: rest.width, height: max(0, rest.height - 1))
    // What is left goes to the curves where they have room in it, else to the colours.
    let hasCurves = rest.height - 5 * others.count >= 8
    for (k, mine) in others.enumerated() {
      // Title, axis, and a line of colour; one for every two units where they are told apart.
      let lines = DifferenceView.isByUnit(mine, session) ? 3 + heatHeight(hidden, atMost: 16) : 5
      let share = rest.height / (others.count - k)
      let (top, below) = rest.split(top: hasCurves ? min(lines, share) : share)
      slots.append(Slot(DifferenceView.self, of: mine, top))
      rest = below
    }
    return rest.height >= 8 ? slots + [Slot(NormCurves.self, rest)] : slots
  }

  private var heads: (slots: [Slot], rest: Rect) {
    let slots = shown.enumerated().map { Slot(ChannelHead.self, of: $1, line(body.y + $0)) }
    return (slots, below(body.y + shown.count))
  }

  private func line(_ y: Int) -> Rect { Rect(x: body.x, y: y, width: body.width, height: 1) }
  private func below(_ y: Int) -> Rect { Rect(x: body.x, y: y, width: body.width, height: max(0, body.maxY - y)) }
}
