/// How far rounding moves a loss: a first-order estimate from the trace itself.
///
/// Each recorded number v comes out of its equation with a relative error of a few ε = 2⁻⁵², which moves L by
/// ∂L/∂v · v · ε; a projection a = W·x + b does so by the sum of the magnitudes of its terms. All are added, as if no
/// two errors cancelled.
enum RoundingNoise {
  /// The estimate for a trace whose gradients were not clipped inside BPTT.
  static func ofLoss(_ trace: Trace) -> Double {
    let shape = trace.shape
    var sum = 0.0
    var inputs = columnMaxima(trace.x)
    for (k, layer) in trace.layers.enumerated() {
      let p = trace.parameters.layers[k]
      for state in shape.cell.states.indices { sum += magnitude(layer.dState(state), layer.state(state)) }
      for gate in shape.cell.gates.indices { sum += magnitude(layer.dGate(gate), layer.gate(gate)) }
      sum += magnitude(layer.dax, rowTerms(p.inputWeights, p.inputBias, inputs))
      inputs = columnMaxima(layer.h)
      sum += magnitude(layer.dah, rowTerms(p.recurrentWeights, p.recurrentBias, inputs))
    }
    let readout = trace.parameters.readout
    sum += magnitude(trace.dy, rowTerms(readout.weights, readout.bias, inputs))
    sum += trace.losses.values.reduce(0) { $0 + abs($1) }
    if trace.lossKind.takesClasses {
      // Its logarithm and exponents are near 1 and y, however small the loss is.
      let largest = trace.y.values.reduce(0) { max($0, abs($1)) }
      sum += Double(shape.lossSteps) * (1 + largest)
    }
    return 4 * Double.ulpOfOne * sum
  }

  /// Σ |d|·|value|; the values repeat where they are fewer.
  private static func magnitude(_ d: Tensor, _ values: Tensor) -> Double {
    var sum = 0.0
    for k in 0..<d.count { sum += abs(d.pointer[k] * values.pointer[k % values.count]) }
    return sum
  }

  /// The largest magnitude in each column of (…, n).
  private static func columnMaxima(_ tensor: Tensor) -> Tensor {
    let columns = tensor.shape.last!
    let maxima = Tensor(shape: [columns])
    for k in 0..<tensor.count {
      maxima.pointer[k % columns] = max(maxima.pointer[k % columns], abs(tensor.pointer[k]))
    }
    return maxima
  }

  /// Σ_k |W_rk|·|x_k| + |b_r| of each row r.
  private static func rowTerms(_ weights: Tensor, _ bias: Tensor, _ inputs: Tensor) -> Tensor {
    let (rows, columns) = (weights.shape[0], weights.shape[1])
    let terms = Tensor(shape: [rows])
    for row in 0..<rows {
      var sum = abs(bias.pointer[row])
      for k in 0..<columns { sum += abs(weights.pointer[row * columns + k]) * inputs.pointer[k] }
      terms.pointer[row] = sum
    }
    return terms
  }
}
