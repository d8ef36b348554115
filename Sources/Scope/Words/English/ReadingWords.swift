import Engine
import Recurrence

extension English {
  /// What a small heatmap shows.
  public func title(_ plane: Plane) -> String {
    plane.gate?.title ?? (plane.name == "c" ? "cell state" : "hidden state")
  }

  /// Why an analysis can't be made, and the remedy.
  public func line(_ refusal: Refusal) -> String {
    switch refusal {
    case .jacobiansTooLarge(_, let limit):
      "too large to show: T·(states·H)³ is above \((limit / 1e9).short())e9; try a shorter length"
    case .jacobiansNotFinite: "no Jacobians: something is NaN or Inf"
    case .singleLoss: "there is one loss, at T: p puts one at every timestep"
    }
  }
}
