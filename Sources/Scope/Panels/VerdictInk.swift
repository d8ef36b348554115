import Recurrence

extension Role {
  /// The colour of a verdict.
  init(_ kind: Verdict.Kind) {
    self =
      switch kind {
      case .stable: .good
      case .vanishing, .dead, .saturated: .warning
      case .exploding, .diverged: .danger
      }
  }
}
