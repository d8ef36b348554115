/// The classic example of the tutorials: one random sequence, drawn once, and the output against 0 (class 0 for
/// cross-entropy). Nothing is to be learned but silence; what matters is how far the gradient gets.
struct Noise: DataSource {
  static let kind = TaskKind(
    name: "noise", wantsPath: false, help: "random x, the output against 0: the classic example",
    leavesOpen: ["inputs", "outputs", "length", "batch"], usualLossAt: .last,
    open: { Noise(inputs: $0.sizes.inputs, outputs: $0.sizes.outputs) })

  let isFixed = true
  let inputs: Int
  let outputs: Int
  let loss = Loss.mse
  let losses = Loss.allCases
  var lossAt: LossPosition { Self.kind.usualLossAt }

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    // Drawn timestep by timestep, so that a longer sequence begins like a shorter one.
    var random = Random(seed: seed, purpose: .data)
    for k in 0..<x.count { x[flat: k] = random.normal() }
    target.fill(0)
  }
}

extension TaskName {
  /// Random x, the output against 0: the classic example.
  public static let noise = TaskName(Noise.kind)
}
