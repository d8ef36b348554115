import Engine
import Recurrence

/// How the figures of one timestep are written: equations, shares, bars.
enum StepFigures {
  /// `δ_f = ∂L/∂c ⊙ c_(t−1) ⊙ f(1−f)`
  static func equation(_ row: BackwardTimestep.Row, _ scene: Scene) -> String {
    switch row.quantity {
    case .direct: scene.words.title(.direct(direct(scene)))
    case .total:
      scene.words.title(.total(isClipped: scene.trace.experiment.clipping.mode.isInsideBPTT))
    case .own(.recurrent): scene.words.title(.recurrent(row.terms))
    case .own(.arriving): "e ← \(row.terms)"
    case .own(.state): "∂L/∂\(row.name) = \(row.terms)"
    case .own(.delta): "δ_\(row.name) = \(row.terms)"
    case .own(.recurrentDelta): "δh_\(row.name) = \(row.terms)"
    }
  }

  private static func direct(_ scene: Scene) -> SweepCaption.Direct {
    let (top, t) = (scene.view.layer == scene.trace.shape.layers - 1, scene.time)
    if !top { return .layer(scene.view.layer + 2) }
    if scene.trace.shape.lossAt == .every { return .lossAtTimestep }
    return t == scene.length - 1 ? .lossAtEnd : .none(t: t + 1)
  }

  /// `7% of the whole`, which parts that cancel can exceed.
  static func part(_ norm: Double, of whole: Double, _ words: any Words) -> String {
    let share = whole > 0 ? norm / whole : .nan
    return share.isFinite ? words.title(.ofTheWhole(percent(share))) : ""
  }

  /// `-1.93e-05`; a plain 0 for what is exactly 0.
  static func number(_ value: Double) -> String { value == 0 ? "0" : value.scientific(2) }

  /// `64%`; `0.9%` or with an exponent where that would be 0, and 100% for nothing but the whole.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let percent = 100 * share
    if percent >= 99.5, percent < 100 { return percent < 99.95 ? "\(percent.fixed(1))%" : ">99.9%" }
    if percent >= 0.95 || percent == 0 { return "\(percent.fixed(0))%" }
    return percent >= 0.05 ? "\(percent.fixed(1))%" : "\(percent.scientific(0))%"
  }

  /// Ten cells for 0 … 1, or from the middle for −1 … 1. Half as high as a line, so that bars below one another stay apart.
  static func bar(_ value: Double, isSigned: Bool) -> String {
    guard value.isFinite else { return "" }
    let cells = 10
    guard isSigned else {
      let filled = Int((min(1, max(0, value)) * Double(cells)).rounded())
      return String(repeating: "▄", count: filled) + String(repeating: "·", count: cells - filled)
    }
    let half = Int((min(1, abs(value)) * Double(cells / 2)).rounded())
    let (full, empty) = (String(repeating: "▄", count: half), String(repeating: "·", count: cells / 2 - half))
    let rest = String(repeating: "·", count: cells / 2)
    return value < 0 ? empty + full + rest : rest + full + empty
  }
}
