import Recurrence

/// A loss of one's own: Σ|y − target|, whose gradient is ±1 however small the error.
public struct AbsoluteError: LossFunction {
  public let name = "absolute"

  public init() {}

  public func evaluate(
    _ y: UnsafeBufferPointer<Double>, target: UnsafeBufferPointer<Double>, dy: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    for k in y.indices { dy[k] = y[k] == target[k] ? 0 : y[k] > target[k] ? 1 : -1 }
    return zip(y, target).reduce(0) { $0 + abs($1.0 - $1.1) }
  }
}
