import CKernels

/// What an optimiser remembers between steps: as many values as there are parameters.
struct OptimizerState {
  private(set) var optimizer: Optimizer
  private var first: Tensor
  private var second: Tensor
  private var steps = 0

  init(_ optimizer: Optimizer, count: Int) {
    self.optimizer = optimizer
    first = Tensor(shape: [optimizer == .momentum || optimizer == .adam ? count : 0])
    second = Tensor(shape: [optimizer == .rmsprop || optimizer == .adam ? count : 0])
  }

  /// How many values it remembers.
  var count: Int { first.count + second.count }

  /// The same in memory of its own.
  func copy() -> OptimizerState {
    var copy = self
    (copy.first, copy.second) = (first.copy(), second.copy())
    return copy
  }

  /// One update of the parameters in place.
  mutating func update(_ parameters: Tensor, gradients: Tensor, learningRate: Double) {
    steps += 1
    let (p, g, m, s) = (parameters.pointer, gradients.pointer, first.pointer, second.pointer)
    switch optimizer {
    case .sgd:
      for k in 0..<parameters.count { p[k] -= learningRate * g[k] }
    case .momentum:
      for k in 0..<parameters.count {
        m[k] = 0.9 * m[k] + g[k]
        p[k] -= learningRate * m[k]
      }
    case .rmsprop:
      for k in 0..<parameters.count {
        s[k] = 0.99 * s[k] + 0.01 * g[k] * g[k]
        p[k] -= learningRate * g[k] / (s[k].squareRoot() + 1e-8)
      }
    case .adam:
      let stepSize = learningRate / (1 - power(0.9, steps))
      let scale = 1 / (1 - power(0.999, steps)).squareRoot()
      KernelSet.best.adam(AdamUpdate(p: p, m: m, s: s, g: g, count: parameters.count, step: stepSize, scale: scale))
    }
  }

  /// base^exponent by squaring.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, base, exponent) = (1.0, base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result *= base }
      base *= base
      exponent >>= 1
    }
    return result
  }
}
