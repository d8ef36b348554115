/// The linear readout y = W·h + b of the top layer's hidden states, at T or at every timestep.
struct Readout {
  let shape: Shape

  /// The first of the rows of h (T·B, H) that are read, and how many.
  private var rows: (first: Int, count: Int) {
    shape.lossAt == .last
      ? ((shape.length - 1) * shape.batch, shape.batch) : (0, shape.length * shape.batch)
  }

  /// Fills y (loss steps, B, O).
  func forward(_ p: ReadoutParameters, h: Tensor, y: Tensor) {
    let (first, count) = rows
    for row in 0..<count { (y.pointer + row * shape.outputs).update(from: p.bias.pointer, count: shape.outputs) }
    multiplyTransposed(
      h.pointer + first * shape.hidden, p.weights.pointer, into: y.pointer, m: count, n: shape.outputs, k: shape.hidden,
      beta: 1)
  }

  /// Fills the readout's gradients, and the direct part of ∂L/∂h_t where the loss reads it; elsewhere that part is 0.
  func backward(_ p: ReadoutParameters, h: Tensor, dy: Tensor, gradients: ReadoutParameters, dhDirect: Tensor) {
    let (first, count) = rows
    let (outputs, hidden) = (shape.outputs, shape.hidden)
    multiplyOuter(
      dy.pointer, lda: outputs, h.pointer + first * hidden, into: gradients.weights.pointer, m: outputs, n: hidden,
      k: count, beta: 0)
    gradients.bias.pointer.update(repeating: 0, count: outputs)
    addRows(dy.pointer, into: gradients.bias.pointer, m: count, n: outputs)
    multiply(
      dy.pointer, lda: outputs, p.weights.pointer, into: dhDirect.pointer + first * hidden, m: count, n: hidden,
      k: outputs, beta: 0)
  }
}
