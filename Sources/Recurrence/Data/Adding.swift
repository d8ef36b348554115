/// The adding problem of Le, Jaitly and Hinton 2015, after Hochreiter and Schmidhuber 1997: numbers from U(0, 1), two of
/// them marked, one in each half; the target is their sum. Answering 1 always gives a squared error of 1/6. New
/// sequences at each step.
struct Adding: DataSource {
  static let kind = TaskKind(
    name: "adding", wantsPath: false, help: "two marked numbers among many, to be summed",
    leavesOpen: ["length", "batch"], usualLossAt: .last,
    open: { _ in Adding() })

  let inputs = 2
  let outputs = 1
  let loss = Loss.mse
  var lossAt: LossPosition { Self.kind.usualLossAt }

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    var random = Random(seed: seed, purpose: .data, index: UInt64(step))
    let (length, batch) = (shape.length, shape.batch)
    let half = max(1, length / 2)
    for sample in 0..<batch {
      let first = Int.random(in: 0..<half, using: &random)
      let second = length == 1 ? 0 : Int.random(in: half..<length, using: &random)
      var sum = 0.0
      for t in 0..<length {
        let number = random.uniform()
        let marked = t == first || t == second
        if marked { sum += number }
        x[t, sample, 0] = number
        x[t, sample, 1] = marked ? 1 : 0
        // With a loss at every step the target is the sum so far.
        if shape.lossAt == .every { target[flat: t * batch + sample] = sum }
      }
      if shape.lossAt == .last { target[flat: sample] = sum }
    }
  }
}

extension TaskName {
  /// Two marked numbers among many, to be summed.
  public static let adding = TaskName(Adding.kind)
}
