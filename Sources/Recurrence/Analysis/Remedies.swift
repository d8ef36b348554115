#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Explanation {
  /// Changes of settings that help this very step, at most two, the better one first.
  ///
  /// Each is tried on the step's own data, as the trainer would begin with it; one that doesn't help isn't offered.
  /// `progress` hears the share tried.
  static func remedies(
    _ verdict: Verdict, _ trace: Trace, layer: Int, stop: StopSignal, progress: (Double) -> Void
  ) -> [Suggestion] {
    let candidates = candidates(verdict, trace.experiment)
    let tried = candidates.enumerated().compactMap { k, candidate -> (suggestion: Suggestion, gain: Double)? in
      defer { progress(Double(k + 1) / Double(candidates.count)) }
      guard let after = attempt(candidate.setting, candidate.value, on: trace, stop: stop) else { return nil }
      let found = Verdict(after, layer: layer)
      guard let (outcome, gain) = outcome(of: candidate.reason, verdict, found, trace, after) else { return nil }
      let suggestion = Suggestion(
        setting: candidate.setting, value: candidate.value, reason: candidate.reason, outcome: outcome)
      return (suggestion, gain)
    }
    return tried.sorted { $0.gain > $1.gain }.prefix(2).map(\.suggestion)
  }

  /// The step as it would be under another value of a setting: on the same data, with parameters with which a trainer
  /// would begin where it would begin anew. Nil where the value is impossible or means other data, or `stop` ended the
  /// work early.
  static func attempt(_ setting: String, _ value: String, on trace: Trace, stop: StopSignal = .never) -> Trace? {
    var changed = trace.experiment
    guard (try? Settings.apply(setting, value, to: &changed)) != nil, changed.hasSameData(as: trace.experiment)
    else { return nil }
    var tried =
      changed.keepsParameters(of: trace.experiment)
      ? Trace(rerunning: trace, under: changed) : Trace(beginning: trace, under: changed)
    return Network(tried.shape).run(&tried, stop: stop) ? tried : nil
  }

  /// What a change did, and by how much it helped; nil where it did not, to speak of.
  private static func outcome(
    of reason: Reason, _ before: Verdict, _ after: Verdict, _ trace: Trace, _ changed: Trace
  ) -> (Outcome, Double)? {
    guard after.kind != .diverged, after.kind != .dead else { return nil }
    if case .boundedUpdate = reason {
      let (whole, cut) = (trace.clipReport.normAfter, changed.clipReport.normAfter)
      return cut < whole ? (.norm(before: whole, after: cut), 0) : nil
    }
    switch before.kind {
    case .stable: return nil
    case .diverged: return (.finite(factor: after.contraction), -distance(after))
    case .saturated:
      guard after.saturation < 0.9 * before.saturation else { return nil }
      return (.saturation(before: before.saturation, after: after.saturation), before.saturation - after.saturation)
    case .dead, .vanishing, .exploding:
      // What was cut has no distance; what was not must come nearer to ×1 by a tenth.
      let reached = distance(after)
      guard before.kind == .dead || reached < 0.9 * distance(before) else { return nil }
      return (.factor(before: before.contraction, after: after.contraction), -reached)
    }
  }

  /// How far from ×1 per timestep, in decades.
  private static func distance(_ verdict: Verdict) -> Double { abs(log10(verdict.contraction)) }

  private typealias Candidate = (setting: String, value: String, reason: Reason)

  private static func candidates(_ verdict: Verdict, _ experiment: Experiment) -> [Candidate] {
    // No setting mends weights or data that are NaN.
    if verdict.divergence?.isGiven == true { return [] }
    switch verdict.kind {
    case .stable: return []
    case .saturated: return [("gain", text(experiment.gain / 2), .smallerSums)]
    case .dead, .vanishing: return candidatesAgainstVanishing(verdict, experiment)
    case .exploding, .diverged: return candidatesAgainstExploding(verdict, experiment)
    }
  }

  private static func candidatesAgainstVanishing(_ verdict: Verdict, _ experiment: Experiment) -> [Candidate] {
    let biases = experiment.cell.gates.compactMap(\.bias)
    let (bias, passes) = (3.0, 1 / (1 + exp(-3.0)))
    var all: [Candidate] = []
    if biases.contains(.forget), experiment.forgetBias < bias {
      all.append(("forget-bias", "3", .openForgetGate(bias: bias, passes: passes)))
    }
    if biases.contains(.update), experiment.updateBias < bias {
      all.append(("update-bias", "3", .openUpdateGate(bias: bias, passes: passes)))
    }
    if experiment.initializer != .orthogonal { all.append(("init", "orthogonal", .keptLengths)) }
    if verdict.contraction > 0, verdict.contraction < 1, experiment.gain > 0 {
      all.append(("gain", text(experiment.gain / verdict.contraction), .dividedByFactor))
    }
    if biases.isEmpty { all += [("cell", "lstm", .wayPastWeights), ("cell", "gru", .wayPastWeights)] }
    return all
  }

  private static func candidatesAgainstExploding(_ verdict: Verdict, _ experiment: Experiment) -> [Candidate] {
    var all: [Candidate] = []
    if experiment.clipping.mode == .off {
      all.append(("clip", "norm", .boundedUpdate(threshold: experiment.clipping.threshold)))
    }
    if verdict.contraction > 1, verdict.contraction.isFinite {
      all.append(("gain", text(experiment.gain / verdict.contraction), .dividedByFactor))
    } else if verdict.kind == .diverged, experiment.gain > 1 {
      all.append(("gain", "1", .smallerSums))
    }
    if experiment.initializer != .orthogonal { all.append(("init", "orthogonal", .keptLengths)) }
    return all
  }

  /// To two decimals, as it is typed.
  private static func text(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
