import Engine
import Recurrence

extension Knob {
  /// The setting that it turns; nil for the bias of a cell that has no gate for one.
  func setting(for cell: CellKind) -> Setting? {
    self == .bias ? cell.biasSetting : Settings.named(rawValue)
  }
}
