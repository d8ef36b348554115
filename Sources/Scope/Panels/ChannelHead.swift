import Engine
import Recurrence

/// Of one of several networks: its name, the settings in which it differs, and its figures; on one line, or on two.
enum ChannelHead: ChannelView {
  static func draw(
    _ mine: Shown, _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    guard !area.isEmpty else { return }
    let isInHand = mine.index == session.view.channel
    var x = canvas.put(
      isInHand ? "▸" : " ", x: area.x, y: area.y, style: Style(.accent, bold: true), maxWidth: area.width)
    x = canvas.put(
      canvas.sample(.series(mine.series)), x: x, y: area.y, style: Style(.series(mine.series)), maxWidth: 2)
    let title = Rect(x: x + 1, y: area.y, width: max(0, area.maxX - x - 1), height: 1)
    let name = session.words.title(.network(mine.name, settings(of: mine, session)))
    let style = Style(isInHand ? .accent : .text, bold: true)
    canvas.put(name, in: title, style: style)
    // The name is told first, then as many figures as have room beside it, or below.
    let end = title.x + canvas.look.width(of: name) + 2
    let line =
      area.height > 1
      ? Rect(x: title.x, y: area.y + 1, width: title.width, height: 1)
      : Rect(x: end, y: area.y, width: max(0, area.maxX - end), height: 1)
    put(mine, session, in: line, isTrailing: area.height == 1, on: &canvas)
    if let index = mine.index { placement.channels.append(Placement.ChannelArea(channel: index, area: area)) }
  }

  /// The settings in which it differs; its cell where nothing does.
  private static func settings(of mine: Shown, _ session: Session) -> [String] {
    let experiment = mine.channel.orders.experiment
    let words = session.words
    var told: [String] = []
    for setting in session.differing where setting.isUsed(experiment) {
      let brief = setting.name == "cell" ? experiment.cell.title : words.brief(setting, experiment)
      // Two settings may be told as one.
      if !told.contains(brief) { told.append(brief) }
    }
    return told.isEmpty ? [experiment.cell.title] : told
  }

  /// The most useful first.
  private static func figures(of mine: Shown, _ session: Session, isShort: Bool) -> [(text: String, role: Role)] {
    let (words, channel) = (session.words, mine.channel)
    guard let trace = channel.trace, let reading = channel.readings.last else { return [] }
    var all: [(String, Role)] = [
      (words.title(.factor(reading.verdict)), Role(reading.verdict.kind)), (words.title(.loss(trace.loss)), .text),
      (words.title(.parameters(trace.parameters.all.count, isShort: isShort)), .dim),
    ]
    if let cost = channel.cost { all.append((words.title(.cost(cost)), .dim)) }
    if session.shown.contains(where: { $0.channel.history.clippedSteps > 0 }) {
      all.append((words.title(.clippedSteps(channel.historySeen.clippedShare, isShort: isShort)), .dim))
    }
    guard let first = session.shown.first, first.name != mine.name else { return all }
    let comparability = mine.comparability(with: first)
    let text = words.title(.comparability(comparability, isShort: isShort))
    if case .none = comparability { all.insert((text, .warning), at: 0) } else { all.append((text, .dim)) }
    return all
  }

  private static func put(
    _ mine: Shown, _ session: Session, in line: Rect, isTrailing: Bool, on canvas: inout Canvas
  ) {
    func width(_ figures: [(text: String, role: Role)]) -> Int {
      figures.reduce(-2) { $0 + canvas.look.width(of: $1.text) + 2 }
    }
    // One form for all of them: the names at their beginnings are about as long.
    let isShort = session.shown.contains { width(self.figures(of: $0, session, isShort: false)) > line.width }
    var figures = self.figures(of: mine, session, isShort: isShort)
    while !figures.isEmpty, width(figures) > line.width { figures.removeLast() }
    var x = isTrailing ? line.maxX - width(figures) : line.x
    for figure in figures {
      x = 2 + canvas.put(figure.text, x: x, y: line.y, style: Style(figure.role), maxWidth: max(0, line.maxX - x))
    }
  }
}
