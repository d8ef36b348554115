import Recurrence

extension English {
  /// What becomes of the gradient, with the figures it rests on.
  public func line(_ verdict: Verdict) -> String {
    let rate = "×\(verdict.contraction.fixed(verdict.contraction < 10 ? 3 : 1)) per step back"
    let ends = verdict.ends
    switch verdict.kind {
    case .diverged:
      return "diverged: " + (verdict.divergence.map(line) ?? "")
    case .dead:
      if verdict.deadUntil == verdict.length {
        return "dead: ∂L/∂h_t is exactly 0 at every t: the loss asks for nothing, or no unit passes it"
      }
      return verdict.deadUntil.map { "dead: ∂L/∂h_t is exactly 0 for t ≤ \($0)" }
        ?? "dead: exactly 0 flows back from t+1 to t; ∂L/∂h_t is what arrives at t itself"
    case .vanishing:
      if let t = verdict.below.millionth { return "vanishing: \(rate), below 1e-6 of its last value at t ≤ \(t)" }
      if let t = verdict.below.thousandth { return "vanishing: \(rate), below 1e-3 of its last value at t ≤ \(t)" }
      return "vanishing: \(rate), though each timestep's own loss hides it"
    case .exploding:
      return "exploding: \(rate), from \(ends.last.scientific()) at t = T to \(ends.first.scientific()) at t = 1"
    case .saturated:
      return "saturated: \((100 * verdict.saturation).fixed(0))% of the gates are below 0.05 or above 0.95; \(rate)"
    case .stable:
      return verdict.contraction.isNaN
        ? "stable: a single timestep" : "stable: \(rate), \(ends.first.scientific()) still arrives at t = 1"
    }
  }

  /// Where the first NaN or Inf is.
  public func line(_ divergence: Divergence) -> String {
    let place = divergence.timestep.map { "t = \($0), unit \(divergence.unit)" } ?? "position \(divergence.unit)"
    return "\(divergence.tensor) is \(divergence.value.fixed(0)) at \(place), in training step \(divergence.step)"
  }
}
