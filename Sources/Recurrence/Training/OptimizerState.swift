import CKernels

/// What an optimiser remembers between steps: as many values as there are parameters.
struct OptimizerState {
  private(set) var optimizer: Optimizer
  private(set) var first: Tensor
  private(set) var second: Tensor
  private(set) var steps: Int

  init(_ optimizer: Optimizer, count: Int) {
    let (first, second) = OptimizerState.counts(optimizer, count)
    self.init(optimizer, first: Tensor(shape: [first]), second: Tensor(shape: [second]), steps: 0)
  }

  /// How many values of each kind an optimiser remembers of so many parameters.
  static func counts(_ optimizer: Optimizer, _ count: Int) -> (first: Int, second: Int) {
    (optimizer == .momentum || optimizer == .adam ? count : 0, optimizer == .rmsprop || optimizer == .adam ? count : 0)
  }

  /// Memory as it was after so many steps: of each kind as much as there is by `init(_:count:)`.
  init(_ optimizer: Optimizer, first: Tensor, second: Tensor, steps: Int) {
    (self.optimizer, self.first, self.second, self.steps) = (optimizer, first, second, steps)
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
