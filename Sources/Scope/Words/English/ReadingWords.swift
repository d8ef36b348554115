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
    case .jacobiansTooLarge(let rows, let limit):
      "too large: a Jacobian has states·H = \(rows) rows, more than \(limit); gradflow trace --analysis takes its time"
    case .notFinite: "nothing to work out: something is NaN or Inf"
    case .singleLoss: "there is one loss, at T: p puts one at every timestep"
    }
  }
}
