/// What flows in a layer past Wh: from each state to the timestep before, and between the states of one timestep.
struct ElementwiseFlow {
  /// What comes into each state from t+1, unit by unit. (states, T, B, H)
  let previous: Tensor
  /// What the other states of the same timestep add to each: an LSTM's h_t reads c_t. (states, T, B, H)
  let within: Tensor

  init(_ trace: Trace, layer: Int) {
    let shape = trace.shape
    let states = shape.cell.states.indices
    let row = shape.batch * shape.hidden
    let diagonals = StepDiagonals(trace, layer: layer)
    previous = Tensor(shape: [states.count, shape.length, shape.batch, shape.hidden])
    within = Tensor(shape: previous.shape)
    let plane = shape.length * row
    for t in (1...shape.length).reversed() {
      diagonals.fill(t)
      let at = (t - 1) * row
      for k in states {
        // ∂L/∂h_t as it flowed on; the other states arrive by their elementwise route alone.
        let arriving = (k == 0 ? trace.layers[layer].dh.pointer : previous.pointer + k * plane) + at
        for j in states {
          if t > 1 {
            addProduct(
              arriving, diagonals.previous[k][j].pointer, to: previous.pointer + j * plane + at - row, count: row)
          }
          if j != k {
            addProduct(arriving, diagonals.total[k][j].pointer, to: within.pointer + j * plane + at, count: row)
          }
        }
      }
    }
  }
}

/// c += a ⊙ b
func addProduct(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>, count: Int
) {
  for k in 0..<count { c[k] += a[k] * b[k] }
}
