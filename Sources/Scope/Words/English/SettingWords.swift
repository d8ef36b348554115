import Engine
import Recurrence

extension English {
  /// What weights training goes on with.
  public func weights(_ start: WeightsStart) -> String {
    switch start {
    case .kept: "the weights stay"
    case .drawn(let seed): "the weights start anew (seed \(seed)), step 0"
    case .given(let name): "step 0, with the weights of \(name) so changed"
    case .drawnInPlace(let name, let seed): "random weights (seed \(seed)) take the place of \(name)'s, step 0"
    }
  }

  /// Where clipping cuts, and by which measure.
  public func title(_ mode: Clipping.Mode) -> String {
    switch mode {
    case .off: "no clipping"
    case .value: "by value, at the update"
    case .norm: "by global norm, at the update"
    case .bpttValue: "by value, inside BPTT"
    case .bpttNorm: "by norm, inside BPTT"
    }
  }

  /// How fast the training goes, where that is less than it may.
  public func title(_ speed: Speed, reached: Double) -> String { "\(reached.short(2)) of \(title(speed))" }

  /// How fast the training goes at most.
  public func title(_ speed: Speed) -> String {
    switch speed {
    case .unlimited: "full speed"
    case .one: "1 step/s"
    default: "\(speed.rawValue) steps/s"
    }
  }
}
