/// The linear readout y = W·h + b of the top layer's hidden states, at T or at every timestep, under a loss.
struct LinearReadout: Head {
  let shape: Shape
  let loss: any LossFunction
  let parameters: ReadoutParameters
  let gradients: ReadoutParameters
  /// (loss steps, B, targets of a sample)
  let target: Tensor
  /// (loss steps, B, O)
  let y: Tensor
  /// ∂L/∂y (loss steps, B, O)
  let dy: Tensor
  /// L_t (loss steps)
  let losses: Tensor
  /// How much the loss of a sample counts, (loss steps, B): 0 leaves it out; nil for 1/B each, the mean.
  var weights: Tensor?

  /// The first of the rows of h (T·B, H) that are read, and how many.
  private var rows: (first: Int, count: Int) {
    shape.lossAt == .last
      ? ((shape.length - 1) * shape.batch, shape.batch) : (0, shape.length * shape.batch)
  }

  /// Fills y, L_t and ∂L/∂y. A sample that has ended is read as it stood then.
  func forward(_ trace: StackTrace, _ batch: Batch) {
    let (first, count) = rows
    let h = trace.top.h
    for row in 0..<count {
      (y.pointer + row * shape.outputs).update(from: parameters.bias.pointer, count: shape.outputs)
    }
    multiplyTransposed(
      h.pointer + first * shape.hidden, parameters.weights.pointer, into: y.pointer, m: count, n: shape.outputs,
      k: shape.hidden, beta: 1)
    for step in 0..<shape.lossSteps { losses.pointer[step] = evaluate(step) }
  }

  /// L_t of one timestep; fills its ∂L/∂y.
  private func evaluate(_ step: Int) -> Double {
    let (outputs, targets) = (shape.outputs, loss.targets(outputs: shape.outputs))
    var sum = 0.0
    for sample in 0..<shape.batch {
      let row = step * shape.batch + sample
      let dy = UnsafeMutableBufferPointer(start: dy.pointer + row * outputs, count: outputs)
      let weight = weights?.pointer[row] ?? 1 / Double(shape.batch)
      // A target that doesn't count may be anything.
      guard weight != 0 else {
        dy.update(repeating: 0)
        continue
      }
      let own = loss.evaluate(
        UnsafeBufferPointer(start: y.pointer + row * outputs, count: outputs),
        target: UnsafeBufferPointer(start: target.pointer + row * targets, count: targets), dy: dy)
      sum += weight * own
      for k in dy.indices { dy[k] *= weight }
    }
    return sum
  }

  /// Fills the readout's gradients, and the direct part of ∂L/∂h_t where the loss reads it; elsewhere that part is 0.
  func backward(_ trace: StackTrace, _ batch: Batch) -> [Tensor]? {
    let (first, count) = rows
    let (outputs, hidden) = (shape.outputs, shape.hidden)
    let (h, dhDirect) = (trace.top.h, trace.top.dhDirect)
    if batch.spans != nil { dhDirect.fill(0) }
    multiplyOuter(
      dy.pointer, lda: outputs, h.pointer + first * hidden, into: gradients.weights.pointer, m: outputs, n: hidden,
      k: count, beta: 0)
    gradients.bias.fill(0)
    addRows(dy.pointer, lda: outputs, into: gradients.bias.pointer, m: count, n: outputs)
    multiply(
      dy.pointer, lda: outputs, parameters.weights.pointer, into: dhDirect.pointer + first * hidden, m: count,
      n: hidden, k: outputs, beta: 0)
    if batch.spans != nil, shape.lossAt == .last { moveToEnds(dhDirect, batch) }
    return nil
  }

  /// What the loss at T asks of a sample that ended before belongs to the sample's own last timestep.
  private func moveToEnds(_ dhDirect: Tensor, _ batch: Batch) {
    let (hidden, samples) = (shape.hidden, shape.batch)
    for sample in 0..<samples where batch.end(of: sample) < shape.length {
      let from = dhDirect.pointer + ((shape.length - 1) * samples + sample) * hidden
      let to = dhDirect.pointer + ((batch.end(of: sample) - 1) * samples + sample) * hidden
      to.update(from: from, count: hidden)
      from.update(repeating: 0, count: hidden)
    }
  }
}
