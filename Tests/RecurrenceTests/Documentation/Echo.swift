@testable import Recurrence

/// The first input is to be said again at the end.
struct Echo: DataSource {
  static let kind = TaskKind(
    name: "echo", wantsPath: false, help: "the first input, to be said again at the end",
    leavesOpen: ["length", "batch"], usualLossAt: .last, open: { _ in Echo() })

  let inputs = 1
  let outputs = 1
  let loss = Loss.mse
  var lossAt: LossPosition { Self.kind.usualLossAt }
  let lossPositions = [LossPosition.last]

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    x.fill(0)
    var random = Random(seed: seed, purpose: .data, index: UInt64(step))
    for sample in 0..<shape.batch {
      let number = random.normal()
      x[0, sample, 0] = number
      target[flat: sample] = number
    }
  }
}
