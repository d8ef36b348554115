#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Recurrence

extension English {
  /// What becomes of the gradient, with the figures it rests on.
  public func line(_ verdict: Verdict) -> String {
    switch verdict.kind {
    case .diverged: verdict.divergence.map(diverged) ?? "diverged"
    case .dead: "dead: " + cut(verdict)
    case .vanishing: "vanishing: \(rate(verdict))" + small(verdict)
    case .exploding: "exploding: \(rate(verdict))" + growth(verdict)
    case .saturated:
      "saturated: \(percent(verdict.saturation)) of the gates are below 0.05 or above 0.95; \(rate(verdict))"
    case .stable:
      if verdict.contraction.isNaN {
        "stable: a single timestep"
      } else if verdict.lossAt == .every {
        "stable: \(rate(verdict))"
      } else {
        "stable: \(rate(verdict)), \(verdict.ends.first.scientific()) still arrives at t = 1"
      }
    }
  }

  /// `×0.646 per step back`, and of which loss where there are many; `×0.023 over the last 6 steps, then ×0.998 per
  /// step back`.
  private func rate(_ verdict: Verdict) -> String {
    let back = "per step back" + (verdict.lossAt == .every ? " of L_T" : "")
    guard let bend = verdict.bend else { return "\(factor(verdict.contraction)) \(back)" }
    let drop = pow(10, bend.decades)
    return "×\(drop.short(2)) over the last \(bend.steps) steps, then \(factor(bend.factor)) \(back)"
  }

  private func factor(_ factor: Double) -> String {
    "×" + (factor < 0.001 ? factor.scientific() : factor.fixed(factor < 10 ? 3 : 1))
  }

  /// The factor alone, or what there is in its place.
  func factor(of verdict: Verdict) -> String {
    switch verdict.kind {
    case .diverged: "NaN"
    case .dead: "dead"
    default: verdict.contraction.isNaN ? "–" : factor(verdict.bend?.factor ?? verdict.contraction)
    }
  }

  private func small(_ verdict: Verdict) -> String {
    if let t = verdict.underflowUntil { return ", below float64 at t ≤ \(t)" }
    if let t = verdict.below.millionth { return ", below 1e-6 of its last value at t ≤ \(t)" }
    if let t = verdict.below.thousandth { return ", below 1e-3 of its last value at t ≤ \(t)" }
    return ""
  }

  private func growth(_ verdict: Verdict) -> String {
    if verdict.isHeld { return ", held by clipping inside BPTT" }
    if verdict.lossAt == .every { return "" }
    return ", from \(verdict.ends.last.scientific()) at t = T to \(verdict.ends.first.scientific()) at t = 1"
  }

  private func cut(_ verdict: Verdict) -> String {
    if let t = verdict.deadUntil {
      return t == verdict.length
        ? "∂L/∂h_t is exactly 0 at every t: the loss asks for nothing, or no unit passes it"
        : "∂L/∂h_t is exactly 0 for t ≤ \(t)"
    }
    if verdict.cuts.count == verdict.length - 1 {
      return "exactly 0 flows back from t+1 to t; ∂L/∂h_t is what arrives at t itself"
    }
    let more = verdict.cuts.count > 1 ? " and at \(verdict.cuts.count - 1) more" : ""
    return
      "exactly 0 flows back to t = \(verdict.cuts[0])\(more); elsewhere \(factor(verdict.contraction)) per step back"
  }

  /// Where the first NaN or Inf is.
  public func line(_ divergence: Divergence) -> String {
    var place: [String] = []
    if let t = divergence.timestep { place.append("t = \(t)") }
    if let sample = divergence.sample { place.append("sample \(sample)") }
    if divergence.tensor != "loss" { place.append("\(axis(of: divergence)) \(divergence.position)") }
    return "\(divergence.tensor) is \(divergence.value.fixed(0)) at \(place.joined(separator: ", ")), "
      + "in training step \(divergence.step + 1)"
  }

  /// The verdict on a step after it.
  public func diverged(_ divergence: Divergence) -> String { "diverged: " + line(divergence) }

  /// That training stands at its first NaN or Inf, and what helps.
  public func standsAtNaN(isRemembered: Bool) -> String {
    "training stands at its first NaN or Inf: e tells more, "
      + (isRemembered ? "{ goes to the last finite step" : "x starts anew")
  }

  /// What is counted along a tensor's last axis.
  private func axis(of divergence: Divergence) -> String {
    switch divergence.tensor {
    case "x": "input"
    case "y", "dy", "target": "output"
    default: divergence.timestep == nil ? "position" : "unit"
    }
  }
}
