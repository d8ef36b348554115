/// Why the gradient does what it does: statements with the figures that they rest on, and what to try.
public struct Explanation: Sendable, Equatable {
  /// A change of settings, with what it should do.
  public struct Suggestion: Sendable, Equatable {
    /// The setting and its value, as they are typed.
    public let setting: String
    /// See `setting`.
    public let value: String
    /// What to expect, and why.
    public let expected: String
  }

  /// What is the case, a line each.
  public let statements: [String]
  /// At most two, the likelier one first.
  public let suggestions: [Suggestion]

  /// The explanation of one layer of a trace. Costs its routes: as much as one BPTT.
  public init(_ trace: Trace, layer: Int) {
    let verdict = Verdict(trace, layer: layer)
    let gates = trace.shape.cell.recordedGates.map { ($0.gate, GateStatistics(trace, layer: layer, gate: $0.index)) }
    statements =
      Explanation.decay(verdict, trace) + Explanation.gates(gates) + Explanation.routes(trace, layer)
      + Explanation.clipping(trace)
    suggestions = Array(Explanation.remedies(verdict, trace).prefix(2))
  }

  private static func decay(_ verdict: Verdict, _ trace: Trace) -> [String] {
    if let divergence = verdict.divergence { return ["The first number that is none: \(divergence.line)."] }
    guard verdict.contraction.isFinite, verdict.spread.isFinite else {
      return ["There is too little to measure a rate."]
    }
    var lines = [
      "From t+1 to t the flowing gradient changes by ×\(verdict.contraction.short()) on average "
        + "(spread \(verdict.spread.fixed(2)) decades per step)."
    ]
    if verdict.spread > 0.5 {
      lines.append("The spread is wide, so one rate says little: look at the slope in ‖∂L/∂h_t‖ instead.")
    }
    if let lag = verdict.lag(verdict.below.thousandth, trace) {
      let further = verdict.lag(verdict.below.millionth, trace).map { " and 1e-6 after \($0)" } ?? ""
      lines.append("It falls below 1e-3 of its last value after \(lag) timesteps\(further).")
    }
    if trace.shape.lossAt == .every {
      lines.append("Each timestep has a loss of its own, so the ends of ‖∂L/∂h_t‖ say little; the rate still holds.")
    }
    return lines
  }

  private static func gates(_ gates: [(Gate, GateStatistics)]) -> [String] {
    gates.filter { $0.0.isLogistic }.map { gate, statistics in
      let saturated =
        "\((100 * statistics.closed).fixed(0))% shut (<0.05), \((100 * statistics.open).fixed(0))% open (>0.95)"
      return "\(gate.name), the \(gate.title): mean \(statistics.mean.fixed(2)), \(saturated)."
    }
  }

  /// Which route carries what comes from t+1, over the later half, where there is still something to carry.
  private static func routes(_ trace: Trace, _ layer: Int) -> [String] {
    let times = (trace.shape.length / 2)..<max(trace.shape.length / 2, trace.shape.length - 1)
    return Routes(trace, layer: layer).states.compactMap { into in
      let flowing = into.routes.filter { $0.kind != .direct && $0.kind != .within }
      let shares = flowing.map { route -> (name: String, share: Double) in
        let known = times.map { route.shares[$0] }.filter(\.isFinite)
        return (route.name, known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count))
      }
      guard let most = shares.filter({ $0.share.isFinite }).max(by: { $0.share < $1.share }) else { return nil }
      return
        "Into ∂L/∂\(into.state)_t most comes \(most.name): \((100 * most.share).fixed(0))% of the total on average."
    }
  }

  private static func clipping(_ trace: Trace) -> [String] {
    let (report, clipping) = (trace.clipReport, trace.experiment.clipping)
    guard clipping.mode != .off else { return ["Nothing is clipped; ‖∂L/∂W‖ is \(report.normBefore.short())."] }
    if clipping.mode.isInsideBPTT {
      return [
        "Clipping \(clipping.mode.title) cut ∂L/∂h_t at \((100 * report.timestepShare).fixed(0))% of the timesteps."
      ]
    }
    return [
      "Clipping \(clipping.mode.title): ‖∂L/∂W‖ \(report.normBefore.short()) → \(report.normAfter.short()). "
        + "It bounds the update; what has vanished stays vanished."
    ]
  }

  private static func remedies(_ verdict: Verdict, _ trace: Trace) -> [Suggestion] {
    let experiment = trace.experiment
    let biases = experiment.cell.gates.compactMap(\.bias)
    switch verdict.kind {
    case .stable: return []
    case .saturated:
      return [
        Suggestion(
          setting: "gain", value: "\(experiment.gain / 2)", expected: "smaller sums keep the gates off their ends"),
        Suggestion(
          setting: "learning-rate", value: "\(experiment.learningRate / 10)",
          expected: "smaller steps do not push the gates to their ends"),
      ]
    case .dead, .vanishing:
      var all: [Suggestion] = []
      if biases.contains(.forget), experiment.forgetBias < 3 {
        all.append(
          Suggestion(
            setting: "forget-bias", value: "3",
            expected: "f starts near σ(3) = 0.95, so that c passes on ×0.95 per step instead of ×0.5"))
      }
      if biases.contains(.update), experiment.updateBias < 3 {
        all.append(
          Suggestion(
            setting: "update-bias", value: "3",
            expected: "z starts near σ(3) = 0.95, so that h passes on ×0.95 per step"))
      }
      if experiment.initializer != .orthogonal {
        all.append(
          Suggestion(
            setting: "init", value: "orthogonal",
            expected: "Wh keeps lengths, so that only the gates and φ′ contract"))
      }
      if biases.isEmpty {
        all.append(
          Suggestion(setting: "cell", value: "lstm", expected: "c has a way back past Wh; then raise its forget bias"))
      }
      return all
    case .exploding, .diverged:
      var all: [Suggestion] = []
      if experiment.clipping.mode == .off, trace.clipReport.normBefore.isFinite {
        all.append(
          Suggestion(
            setting: "clip", value: "norm",
            expected:
              "bounds each update to θ = \(experiment.clipping.threshold.short()); the gradient itself still grows"))
      }
      if experiment.gain > 0.1 {
        let gain =
          ((experiment.gain / max(1.1, min(10, verdict.contraction.isFinite ? verdict.contraction : 2))) * 100)
          .rounded() / 100
        all.append(
          Suggestion(
            setting: "gain", value: "\(gain)",
            expected: "divides Wh by the measured growth per step, so that it is near ×1"))
      }
      if experiment.learningRate > 0 {
        all.append(
          Suggestion(
            setting: "learning-rate", value: "\(experiment.learningRate / 10)",
            expected: "smaller steps keep the weights where the gradient is still finite"))
      }
      return all
    }
  }
}

extension Verdict {
  /// How many timesteps back from T a timestep lies.
  fileprivate func lag(_ timestep: Int?, _ trace: Trace) -> Int? { timestep.map { trace.shape.length - $0 } }
}

/// Why the gradient does what it does, as an analysis.
public struct Why: Analysis {
  /// A request.
  public init() {}

  /// The explanation of a layer.
  public func run(
    _ trace: Trace, layer: Int, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Explanation {
    if stop.isSet { throw .stopped }
    return Explanation(trace, layer: layer)
  }
}
