#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Recurrence

extension English {
  /// What becomes of the gradient, with the figures it rests on.
  public func line(_ verdict: Verdict, _ room: Room) -> String {
    switch verdict.kind {
    case .diverged: return verdict.divergence.map { diverged($0, room) } ?? "diverged"
    case .dead: return "dead: " + cut(verdict, room)
    case .vanishing: return "vanishing: " + rate(verdict, room) + small(verdict, room)
    case .exploding: return "exploding: " + rate(verdict, room) + growth(verdict, room)
    case .saturated:
      let gates = "saturated: \(percent(verdict.saturation)) of the gates "
      return switch room {
      case .much: gates + "are below 0.05 or above 0.95; \(rate(verdict, room))"
      case .some: gates + "at their ends; \(rate(verdict, room))"
      case .little: gates + "at their ends"
      }
    case .stable:
      if verdict.contraction.isNaN { return "stable: a single timestep" }
      let rate = "stable: " + rate(verdict, room)
      if verdict.lossAt == .every || isShort(verdict, room) { return rate }
      return "\(rate), \(verdict.ends.first.scientific()) "
        + (room == .much ? "still arrives at t = 1" : "at t = 1")
    }
  }

  /// `×0.646 per step back`, and of which loss where there are many; `×0.023 over the last 6 steps, then ×0.998 per
  /// step back`.
  private func rate(_ verdict: Verdict, _ room: Room) -> String {
    let back =
      (room == .much ? " per step back" : " per step") + (verdict.lossAt == .every && room != .little ? " of L_T" : "")
    guard let bend = verdict.bend else { return factor(verdict.contraction) + back }
    let change = pow(10, bend.decades)
    let drop = "×" + (change < 0.001 ? change.scientific() : change.short(2))
    let rest = factor(bend.factor)
    return room == .little
      ? "\(drop) in \(bend.steps) steps, then \(rest)"
      : "\(drop) over the last \(bend.steps) steps, then \(rest)\(back)"
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

  /// Two rates leave the fewest words for nothing else.
  private func isShort(_ verdict: Verdict, _ room: Room) -> Bool { verdict.bend != nil && room == .little }

  private func small(_ verdict: Verdict, _ room: Room) -> String {
    if isShort(verdict, room) { return "" }
    let below = room == .little ? ", <" : ", below "
    if let t = verdict.underflowUntil { return "\(below)float64 at t ≤ \(t)" }
    let (bound, t) =
      verdict.below.millionth.map { ("1e-6", $0) } ?? verdict.below.thousandth.map { ("1e-3", $0) } ?? ("", 0)
    if bound.isEmpty { return "" }
    return "\(below)\(bound)\(room == .much ? " of its last value" : "") at t ≤ \(t)"
  }

  private func growth(_ verdict: Verdict, _ room: Room) -> String {
    if isShort(verdict, room) { return "" }
    if verdict.isHeld { return room == .little ? ", held by clipping" : ", held by clipping inside BPTT" }
    if verdict.lossAt == .every { return "" }
    let (last, first) = (verdict.ends.last.scientific(), verdict.ends.first.scientific())
    return switch room {
    case .much: ", from \(last) at t = T to \(first) at t = 1"
    case .some: ", \(last) at T → \(first) at t = 1"
    case .little: ", \(last) → \(first)"
    }
  }

  private func cut(_ verdict: Verdict, _ room: Room) -> String {
    if let t = verdict.deadUntil {
      guard t == verdict.length else { return "∂L/∂h_t is exactly 0 for t ≤ \(t)" }
      return "∂L/∂h_t is exactly 0 at every t"
        + (room == .much ? ": the loss asks for nothing, or no unit passes it" : "")
    }
    if verdict.cuts.count == verdict.length - 1 {
      return "exactly 0 flows back from t+1 to t" + (room == .much ? "; ∂L/∂h_t is what arrives at t itself" : "")
    }
    let more = verdict.cuts.count > 1 ? " and at \(verdict.cuts.count - 1) more" : ""
    let (start, rate) = ("0 flows back to t = \(verdict.cuts[0])\(more)", factor(verdict.contraction))
    return switch room {
    case .much: "exactly \(start); elsewhere \(rate) per step back"
    case .some: "\(start); elsewhere \(rate) per step"
    case .little: start
    }
  }

  /// Where the first NaN or Inf is.
  public func line(_ divergence: Divergence) -> String {
    "\(divergence.tensor) is \(divergence.value.fixed(0)) at \(place(of: divergence)), "
      + "in training step \(divergence.step + 1)"
  }

  private func place(of divergence: Divergence) -> String {
    var place: [String] = []
    if let t = divergence.timestep { place.append("t = \(t)") }
    if let sample = divergence.sample { place.append("sample \(sample)") }
    if divergence.tensor != "loss" { place.append("\(axis(of: divergence)) \(divergence.position)") }
    return place.joined(separator: ", ")
  }

  /// The verdict on a step after it.
  public func diverged(_ divergence: Divergence, _ room: Room) -> String {
    switch room {
    case .much: "diverged: " + line(divergence)
    case .some:
      "diverged: \(divergence.tensor) is \(divergence.value.fixed(0)) at \(place(of: divergence)), step \(divergence.step + 1)"
    case .little: "diverged: \(divergence.tensor) is \(divergence.value.fixed(0)), in step \(divergence.step + 1)"
    }
  }

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
