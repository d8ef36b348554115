import Recurrence

extension Refusal {
  /// `too large to show: T·(states·H)³ is above 4e9; try a shorter length`
  var line: String {
    switch self {
    case .jacobiansTooLarge(_, let limit):
      "too large to show: T·(states·H)³ is above \(Int(limit / 1e9))e9; try a shorter length"
    case .jacobiansNotFinite: "no Jacobians: something is NaN or Inf"
    case .singleLoss: "there is one loss, at T: p puts one at every timestep"
    }
  }
}
