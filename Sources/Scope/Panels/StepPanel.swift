import Engine
import Recurrence

/// One timestep of backpropagation: the cell's backward equations with their numbers at the cursor, what they add to
/// ∂L/∂W, and how open the gates are.
///
/// It takes the place of the panel beside the heatmap while the backward sweep stands still.
enum StepPanel: TraceView {
  static func title(_ scene: Scene) -> String {
    scene.layerNote + scene.words.title(.title(t: scene.time + 1, of: scene.length))
  }

  static func detail(_ scene: Scene) -> String {
    let playback = scene.session.playback
    return (playback.isPlaying ? scene.words.title(.playing(playback.speed.rawValue)) + "  " : "") + "δ = ∂L/∂a"
  }

  static func draw(_ scene: Scene, in area: Rect, on canvas: inout Canvas) {
    let columns = Columns(area)
    let rows = fitting(rows(scene, withGates: columns.hasThird), height: area.height)
    for (k, row) in rows.enumerated() { columns.draw(row, y: area.y + k, on: &canvas) }
  }

  /// What a line is for. Where there is little room, what comes last here is left out first.
  private enum Use: Int {
    case result, heading, flow, direct, weights, change, gates, forward
  }

  /// The lines that have room, in their order.
  private static func fitting(_ rows: [Row], height: Int) -> [Row] {
    let ranked = rows.indices.sorted { (rows[$0].use.rawValue, $0) < (rows[$1].use.rawValue, $1) }
    let shown = ranked.prefix(max(0, height)).sorted()
    // A heading with nothing below it says nothing.
    let isBare = shown.last != nil && shown.last == rows.firstIndex { $0.use == .forward }
    return (isBare ? shown.dropLast() : shown[...]).map { rows[$0] }
  }

  /// One line: what it is, two numbers, and what is to be said of it.
  private struct Row {
    var use: Use
    var text: String
    var value = ""
    var norm = ""
    var note = ""
    var style = Style(.text)
  }

  /// All lines, as they follow from one another.
  private static func rows(_ scene: Scene, withGates: Bool) -> [Row] {
    let unit = scene.view.unit
    let step = BackwardTimestep(scene.trace, layer: scene.view.layer, t: scene.time + 1, unit: unit)
    let (words, sample) = (scene.words, scene.trace.shape.batch > 1 ? step.sample + 1 : nil)
    let isLast = scene.time + 1 == scene.length
    var rows = [
      Row(
        use: .heading, text: words.title(isLast ? .nothingComes : .comesFrom(t: scene.time + 2)),
        value: words.title(.unit(unit + 1, sample: sample)), norm: words.title(.allUnits),
        note: words.title(.atUnit(unit + 1)), style: Style(.dim))
    ]
    let changes = changes(scene, isShort: withGates)
    for row in step.rows {
      var line = Row(
        use: .result, text: StepFigures.equation(row, scene), value: StepFigures.number(row.value),
        norm: StepFigures.number(row.norm))
      switch row.quantity {
      case .total:
        line.style = Style(.accent, bold: true)
        line.note = changes[1]
      // At T all that comes is direct; before it, what flows back is what the sweep is about.
      case .direct: line.use = isLast ? .flow : .direct
      case .own(.arriving): line.use = isLast ? .direct : .flow
      case .own(.recurrent):
        line.use = isLast ? .direct : .flow
        line.note = changes[0]
      case .own(.state): line.style = Style(.accent)
      case .own(.delta): line.note = gate(row.name, scene, step.sample)
      case .own(.recurrentDelta): break
      }
      rows.append(line)
    }
    rows += weights(scene, isShort: !withGates)
    guard !withGates else { return rows + forward(scene) }
    rows += changes.filter { !$0.isEmpty }.map { Row(use: .change, text: $0, style: Style(.warning)) }
    return rows + gates(scene, step.sample) + forward(scene)
  }

  /// The change from t+1 to t, and the part of T's that is left; in a few words where they stand behind numbers.
  private static func changes(_ scene: Scene, isShort: Bool) -> [String] {
    let (profile, t, words) = (scene.reading.profile, scene.time, scene.words)
    guard t + 1 < scene.length else { return [words.title(.begins), ""] }
    let (ratio, left) = (profile.ratios[t], profile.dh[t] / (profile.dh.last ?? .nan))
    if isShort { return [words.title(.changeAlone(ratio, from: t + 2)), words.title(.leftAlone(left))] }
    let trend: SweepCaption.Trend =
      ratio < 1 ? .shrinks : ratio >= 1 ? .grows : profile.dh[t + 1] == 0 ? .nothing : .notANumber
    return [words.title(.change(ratio, from: t + 2, trend)), words.title(.left(left, t: t + 1))]
  }

  /// What t adds to ∂L/∂Wh, and how far ∂L/∂W has grown: at t = 1 it is whole.
  private static func weights(_ scene: Scene, isShort: Bool) -> [Row] {
    guard let growth = scene.reading[Growth()].value, let parts = scene.reading[Contributions()].value?.parts else {
      return [Row(use: .weights, text: scene.words.title(.addingUp), style: Style(.dim))]
    }
    let added = parts.filter { $0.tensor.hasPrefix("weight_hh") }.map { $0.norms[scene.time] }
    let norm = added.withUnsafeBufferPointer(euclideanNorm)
    let isOwn = scene.trace.shape.cell.description.backwardEquations.contains { $0.quantity == .recurrentDelta }
    var rows = [
      Row(
        use: .weights, text: scene.words.title(.adds(isOwn ? "δh" : "δ")), norm: StepFigures.number(norm),
        note: StepFigures.part(norm, of: growth.recurrent[0], scene.words))
    ]
    for (name, norms) in [("∂L/∂Wh", growth.recurrent), ("∂L/∂Wx", growth.inputs)] {
      let (sum, whole) = (norms[scene.time], norms[0])
      let share = whole > 0 ? sum / whole : .nan
      rows.append(
        Row(
          use: .weights,
          text: isShort
            ? scene.words.title(.soFarOfTheWhole(name, StepFigures.percent(share))) : scene.words.title(.soFar(name)),
          norm: StepFigures.number(sum),
          note: "\(StepFigures.percent(share)) \(StepFigures.bar(share, isSigned: false))", style: Style(.good)))
    }
    return rows
  }

  /// A gate's value at the unit, as a number and as a bar.
  private static func gate(_ name: String, _ scene: Scene, _ sample: Int) -> String {
    let cell = scene.trace.shape.cell
    guard let index = cell.index(ofGate: name) else { return "" }
    let value = scene.layer.gate(index)[scene.time][sample][flat: scene.view.unit]
    return "\(name) \(value.fixed(2).padded(to: 5)) \(StepFigures.bar(value, isSigned: !cell.gates[index].isLogistic))"
  }

  /// The gates as lines of their own.
  private static func gates(_ scene: Scene, _ sample: Int) -> [Row] {
    scene.trace.shape.cell.gates.map { gate in
      Row(use: .gates, text: self.gate(gate.name, scene, sample).padded(to: 21) + "  \(gate.title)")
    }
  }

  private static func forward(_ scene: Scene) -> [Row] {
    [Row(use: .forward, text: scene.words.title(.forward), style: Style(.dim))]
      + scene.trace.shape.cell.description.equations.map { Row(use: .forward, text: "  \($0)", style: Style(.dim)) }
  }

  /// Where the columns stand: the equation, the unit's number, the norm, and where there is room what is to be said.
  private struct Columns {
    let area: Rect
    static let (value, norm, note) = (11, 10, 22)

    init(_ area: Rect) { self.area = area }

    var hasThird: Bool { area.width >= 76 }

    func draw(_ row: Row, y: Int, on canvas: inout Canvas) {
      let note = hasThird ? Columns.note : 0
      let first = max(0, area.width - 1 - Columns.value - Columns.norm - note)
      let isAlone = row.value.isEmpty && row.norm.isEmpty && (row.note.isEmpty || note == 0)
      let width = isAlone ? max(0, area.width - 1) : first
      let isTight = canvas.look.width(of: row.text) > width
      let text = isTight ? row.text.replacing(" ⊙ ", with: "⊙") : row.text
      canvas.put(text, in: Rect(x: area.x + 1, y: y, width: width, height: 1), style: row.style)
      guard !isAlone else { return }
      var x = area.x + 1 + first
      canvas.put(row.value, in: Rect(x: x, y: y, width: Columns.value, height: 1), align: .trailing, style: row.style)
      x += Columns.value
      canvas.put(row.norm, in: Rect(x: x, y: y, width: Columns.norm, height: 1), align: .trailing, style: row.style)
      x += Columns.norm + 1
      canvas.put(row.note, in: Rect(x: x, y: y, width: max(0, note - 1), height: 1), style: row.style)
    }
  }
}

extension String {
  /// The string with spaces up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
