import RecurrentCells

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Activation {
  /// φ(a) and φ′(a).
  ///
  /// Value and slope come together, from the argument: 1 − e^(−y) or y + 1 would lose a small slope to cancellation.
  @inline(__always)
  func callAsFunction(_ a: Lanes) -> (value: Lanes, slope: Lanes) {
    switch self {
    case .tanh:
      let value = hyperbolicTangent(a)
      return (value, 1 - value * value)
    case .relu:
      // NaN fails both comparisons and so stays NaN.
      return (a.replacing(with: 0, where: 0 .>= a), Lanes.zero.replacing(with: 1, where: a .> 0))
    case .sigmoid:
      let value = logistic(a)
      return (value, value * (1 - value))
    case .identity:
      return (a, 1)
    case .leakyrelu:
      return (a.replacing(with: a * 0.01, where: 0 .>= a), Lanes(repeating: 0.01).replacing(with: 1, where: a .> 0))
    case .softsign:
      let scale = 1 / (1 + abs(a))
      // ±Inf / Inf is NaN in PyTorch too.
      return (a / (1 + abs(a)), scale * scale)
    case .hardtanh:
      let value = a.replacing(with: 1, where: a .> 1).replacing(with: -1, where: -1 .> a)
      let slope = Lanes(repeating: 1).replacing(with: 0, where: a .>= 1).replacing(with: 0, where: -1 .>= a)
      return (value, slope)
    case .elu:
      let positive = a .> 0
      return (expm1(a).replacing(with: a, where: positive), exp(a).replacing(with: 1, where: positive))
    case .softplus:
      // PyTorch's threshold: beyond 20 the function is its argument.
      let beyond = a .> 20
      return (
        logOnePlusExp(a).replacing(with: a, where: beyond), logistic(a).replacing(with: 1, where: beyond)
      )
    }
  }
}

/// log(1 + e^a) for a ≤ 20. Softplus is rare enough for the library's scalar log1p.
private func logOnePlusExp(_ a: Lanes) -> Lanes {
  var result = exp(a).vector
  for k in 0..<8 { result[k] = log1p(result[k]) }
  return Lanes(result)
}
