import Recurrence

/// A task of one's own: which number came first? Its gradient has to reach t = 1.
public struct FirstNumber: DataSource {
  public let inputs = 1
  public let outputs = 1
  public let loss = Loss.mse
  public let lossAt = LossPosition.last

  public init() {}

  public func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    var random = Random(seed: seed, purpose: .data, index: UInt64(step))
    for sample in 0..<shape.batch {
      for t in 0..<shape.length { x[t, sample, 0] = random.uniform() }
      for k in 0..<shape.lossSteps { target[k, sample, 0] = x[0, sample, 0] }
    }
  }
}
