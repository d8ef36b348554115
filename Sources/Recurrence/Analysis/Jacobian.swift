/// ∂s_t/∂s_(t−1) of one layer's whole state s, which is h or (h, c), for one sample.
///
/// With n = states · H values in s (h's first), row i of J_t is the gradient of component i of s_t. From the diagonals
/// D of the cell's elementwise maps,
///
///     J[(s, u), (h, v)]  = Σ_g D_sg[u] · Wh_g[u, v]        through Wh
///     J[(s, u), (s′, u)] += E_ss′[u]                         elementwise
public struct Jacobian {
  /// n, the values of the whole state.
  public let size: Int
  private let diagonals: StepDiagonals
  private let weights: Tensor  // (G·H, H)

  /// The Jacobians of a layer for one sample of the batch.
  public init(_ trace: Trace, layer: Int, sample: Int = 0) {
    diagonals = StepDiagonals(trace, layer: layer, sample: sample)
    weights = trace.parameters.layers[layer].recurrentWeights
    size = trace.shape.cell.states.count * trace.shape.hidden
  }

  /// J_t, t from 1 … T; J_1 = ∂s_1/∂s_0. (n, n)
  public func matrix(at t: Int) -> Tensor {
    let matrix = Tensor(shape: [size, size])
    fill(matrix, at: t)
    return matrix
  }

  /// J_t into a matrix that is there.
  func fill(_ matrix: Tensor, at t: Int) {
    diagonals.fill(t)
    let shape = diagonals.shape
    let hidden = shape.hidden
    matrix.pointer.update(repeating: 0, count: matrix.count)
    for state in shape.cell.states.indices {
      for unit in 0..<hidden {
        let row = matrix.pointer + (state * hidden + unit) * size
        for gate in shape.cell.gates.indices {
          let factor = diagonals.ah[state].pointer[gate * hidden + unit]
          let block = weights.pointer + (gate * hidden + unit) * hidden
          for k in 0..<hidden { row[k] += factor * block[k] }
        }
        for other in shape.cell.states.indices {
          row[other * hidden + unit] += diagonals.previous[state][other].pointer[unit]
        }
      }
    }
  }
}
