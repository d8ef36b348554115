#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The nonlinearity φ of a cell's candidate and output, by PyTorch's names and definitions.
///
/// Value and slope come together, from the argument: 1 − e^(−y) or y + 1 would lose a small slope to cancellation.
public enum Activation: String, CaseIterable, Sendable {
  case tanh, relu, sigmoid, identity, leakyrelu, softsign, hardtanh, elu, softplus

  /// φ(a) and φ′(a).
  @inline(__always)
  func callAsFunction(_ a: Lanes) -> (value: Lanes, slope: Lanes) {
    let one = Lanes(repeating: 1)
    switch self {
    case .tanh:
      let value = hyperbolicTangent(a)
      return (value, 1 - value * value)
    case .relu:
      // NaN fails both comparisons' complement and so stays NaN.
      return (a.replacing(with: 0, where: a .<= 0), Lanes.zero.replacing(with: one, where: a .> 0))
    case .sigmoid:
      let value = logistic(a)
      return (value, value * (1 - value))
    case .identity:
      return (a, one)
    case .leakyrelu:
      return (
        a.replacing(with: a * 0.01, where: a .<= 0), Lanes(repeating: 0.01).replacing(with: one, where: a .> 0)
      )
    case .softsign:
      let scale = 1 / (1 + magnitude(a))
      // ±Inf / Inf is NaN in PyTorch too.
      return (a / (1 + magnitude(a)), scale * scale)
    case .hardtanh:
      let value = a.replacing(with: one, where: a .> 1).replacing(with: -one, where: a .< -1)
      return (value, one.replacing(with: 0, where: (a .<= -1) .| (a .>= 1)))
    case .elu:
      let positive = a .> 0
      return (expm1(a).replacing(with: a, where: positive), exp(a).replacing(with: one, where: positive))
    case .softplus:
      // PyTorch's threshold: beyond 20 the function is its argument.
      let beyond = a .> 20
      return (
        logOnePlusExp(a).replacing(with: a, where: beyond), logistic(a).replacing(with: one, where: beyond)
      )
    }
  }

  /// φ(a) and φ′(a) of one number.
  public func evaluate(_ a: Double) -> (value: Double, slope: Double) {
    let (value, slope) = self(Lanes(repeating: a))
    return (value[0], slope[0])
  }
}

@inline(__always)
private func magnitude(_ a: Lanes) -> Lanes { a.replacing(with: -a, where: a .< 0) }

/// log(1 + e^a) for a ≤ 20. Softplus is rare enough for the library's scalar log1p.
private func logOnePlusExp(_ a: Lanes) -> Lanes {
  var result = exp(a)
  for k in 0..<8 { result[k] = log1p(result[k]) }
  return result
}
