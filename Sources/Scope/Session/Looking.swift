import Engine
import Recurrence

// How the channels are looked at: none of this reaches an engine, but for what it wants worked out.
extension Session {
  mutating func moveCursor(to time: Int) { view.cursor = min(max(0, time), lastTime) }

  mutating func moveUnit(by units: Int) {
    view.unit = min(max(0, view.unit + units), max(0, (trace?.shape.hidden ?? 1) - 1))
  }

  /// The page on show by so many lines.
  mutating func scroll(by lines: Int) {
    // From where it is seen: the window may have grown since.
    let furthest = placement.furthestScroll ?? .max
    view.scroll = min(max(0, min(view.scroll, furthest) + lines), furthest)
  }

  /// What moves a cursor elsewhere moves the page on show; false where the action is none of those.
  mutating func scroll(_ action: Action) -> Bool {
    let furthest = placement.furthestScroll ?? 0
    switch action {
    case .moveUnit(let lines): scroll(by: lines)
    // A line, or all but one of those that are seen.
    case .moveCursor(let steps):
      scroll(by: abs(steps) == 1 ? steps : steps.signum() * max(1, (placement.pageHeight ?? 2) - 1))
    case .cursorToStart: scroll(by: -view.scroll)
    case .cursorToEnd: scroll(by: furthest)
    default: return false
    }
    return true
  }

  mutating func shiftScale(by decades: Double) {
    guard view.scale.lowest + decades >= -320, view.scale.highest + decades <= 308 else { return }
    view.scale.lowest += decades
    view.scale.highest += decades
    say(.scale(view.scale))
  }

  mutating func toggleSign() {
    view.scale.isSigned.toggle()
    say(.sign(isSigned: view.scale.isSigned))
  }

  mutating func chooseGate(by step: Int) {
    guard let planes = reading?.planes, !planes.isEmpty else { return }
    view.gate = ((view.gate + step) % planes.count + planes.count) % planes.count
    say(.gate(planes[view.gate]))
  }

  mutating func chooseLayer(by step: Int) {
    let layers = trace?.shape.layers ?? 1
    guard layers > 1 else { return say(.oneLayer) }
    view.layer = ((view.layer + step) % layers + layers) % layers
    say(.layer(view.layer, of: layers))
  }

  mutating func chooseLens(by step: Int) {
    let choices: [FloatFormat?] = [nil] + FloatFormat.all
    view.lens = choices.neighbour(of: view.lens, by: step)
    say(.lens(view.lens))
  }

  mutating func chooseWindow(by step: Int) {
    let choices: [Int?] = [nil, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    view.window = choices.neighbour(of: view.window, by: step)
    say(.window(view.window))
  }
}
