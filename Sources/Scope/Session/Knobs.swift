import Engine
import Recurrence

extension Knob {
  /// The setting that it turns; nil for the bias of a cell that has no gate for one.
  func setting(for cell: CellKind) -> Setting? {
    self == .bias ? cell.biasSetting : Settings.named(rawValue)
  }

  /// Turns the setting: changes the experiment and says what was done, or why nothing was.
  func turn(
    _ experiment: inout Experiment, by step: Int, _ terms: DataTerms?, in words: any Words
  ) -> String {
    guard let turn = setting(for: experiment.cell)?.turn else {
      return words.line(.noGateToBias(experiment.cell))
    }
    let old = experiment.clipping.mode
    let said = turn(&experiment, step, terms)
    guard self == .clip else { return said }
    return words.line(.clipping(from: old, to: experiment.clipping.mode))
  }
}
