/// Why the gradient does what it does: statements with the figures that they rest on, and what to try.
public struct Explanation: Sendable, Equatable {
  /// What is the case.
  public let statements: [Statement]
  /// At most two, the likelier one first.
  public let suggestions: [Suggestion]

  /// Something that is the case.
  public enum Statement: Sendable, Equatable {
    /// Something is NaN or Inf.
    case diverged(Divergence)
    /// What was given to the step, its weights or data, is not finite already: no setting mends it.
    case givenBroken(weights: Bool)
    /// There is too little to measure a rate.
    case noRate
    /// From t+1 to t the flowing gradient changes by a factor on average, with a spread in decades.
    case rate(factor: Double, spread: Double)
    /// The spread is so wide that one rate says little.
    case wideSpread
    /// After how many timesteps back from T it has fallen below 1e-3, and 1e-6, of its last value.
    case lag(thousandth: Int, millionth: Int?)
    /// Each timestep has a loss of its own.
    case lossAtEveryTimestep
    /// A gate's mean, and the shares of its values below 0.05 and above 0.95.
    case gate(name: String, title: String, mean: Double, shut: Double, open: Double)
    /// Which route from t+1 carries most into ∂L/∂state, and its mean share of the total.
    case mostFrom(Routes.Kind, into: String, share: Double)
    /// Nothing is clipped: ‖∂L/∂W‖.
    case unclipped(norm: Double)
    /// The share of timesteps whose ∂L/∂h_t was cut inside BPTT.
    case clippedInside(Clipping.Mode, share: Double)
    /// ‖∂L/∂W‖ before and after clipping at the update.
    case clippedAtUpdate(Clipping.Mode, before: Double, after: Double)
  }

  /// A change of settings that was tried on this very step, and helps.
  public struct Suggestion: Sendable, Equatable {
    /// The setting and its value, as they are typed.
    public let setting: String
    /// See `setting`.
    public let value: String
    /// Why it should help.
    public let reason: Reason
    /// What it did.
    public let outcome: Outcome
  }

  /// What a change of settings did to a step, before and after.
  public enum Outcome: Sendable, Equatable {
    /// The factor per timestep back.
    case factor(before: Double, after: Double)
    /// The share of gate values at their ends.
    case saturation(before: Double, after: Double)
    /// ‖∂L/∂W‖ as the optimiser gets it.
    case norm(before: Double, after: Double)
    /// A step with NaN or Inf became one without; its factor.
    case finite(factor: Double)
  }

  /// Why a change of settings should help.
  public enum Reason: Sendable, Equatable {
    /// Smaller sums keep the gates off their ends.
    case smallerSums
    /// f starts near σ(bias), by which c passes on.
    case openForgetGate(bias: Double, passes: Double)
    /// z starts near σ(bias), by which h passes on.
    case openUpdateGate(bias: Double, passes: Double)
    /// An orthogonal Wh keeps lengths.
    case keptLengths
    /// An LSTM's c, or a GRU's h, has a way back past Wh.
    case wayPastWeights
    /// Each update is bounded by θ.
    case boundedUpdate(threshold: Double)
    /// Wh is divided by the measured factor.
    case dividedByFactor
  }

  /// The explanation of one layer of a trace. Costs its routes, as much as one BPTT, and a step for each change that is
  /// tried; what `stop` leaves untried is not suggested.
  public init(_ trace: Trace, layer: Int, stop: StopSignal = .never) {
    self.init(Subject(trace, layer: layer), stop: stop)
  }

  /// The explanation of a layer of which the verdict may be known. `progress` hears the share done.
  init(_ subject: Subject, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }) {
    let (trace, layer, verdict) = (subject.trace, subject.layer, subject.verdict)
    statements =
      Explanation.decay(verdict, trace) + Explanation.gates(trace, layer) + Explanation.routes(trace, layer)
      + [Explanation.clipping(trace)]
    suggestions = Explanation.remedies(verdict, trace, layer: layer, stop: stop, progress: progress)
  }

  private static func decay(_ verdict: Verdict, _ trace: Trace) -> [Statement] {
    if let divergence = verdict.divergence {
      return [.diverged(divergence)]
        + (divergence.isGiven ? [.givenBroken(weights: divergence.tensor.hasPrefix("param."))] : [])
    }
    guard verdict.contraction.isFinite, verdict.spread.isFinite else { return [.noRate] }
    var found = [Statement.rate(factor: verdict.contraction, spread: verdict.spread)]
    if verdict.spread > 0.5 { found.append(.wideSpread) }
    if let lag = verdict.lag(verdict.below.thousandth) {
      found.append(.lag(thousandth: lag, millionth: verdict.lag(verdict.below.millionth)))
    }
    if trace.shape.lossAt == .every { found.append(.lossAtEveryTimestep) }
    return found
  }

  private static func gates(_ trace: Trace, _ layer: Int) -> [Statement] {
    trace.shape.cell.recordedGates.filter(\.gate.isLogistic).map { index, gate in
      let statistics = GateStatistics(trace, layer: layer, gate: index)
      return .gate(
        name: gate.name, title: gate.title, mean: statistics.mean, shut: statistics.closed, open: statistics.open)
    }
  }

  /// Which route carries what comes from t+1, over the later half, where there is still something to carry.
  private static func routes(_ trace: Trace, _ layer: Int) -> [Statement] {
    let times = (trace.shape.length / 2)..<max(trace.shape.length / 2, trace.shape.length - 1)
    return Routes(trace, layer: layer).states.compactMap { into in
      let shares = into.routes.filter(\.kind.isFromNext).map { route -> (kind: Routes.Kind, share: Double) in
        let known = times.map { route.shares[$0] }.filter(\.isFinite)
        return (route.kind, known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count))
      }
      return shares.filter { $0.share.isFinite }.max { $0.share < $1.share }
        .map { .mostFrom($0.kind, into: into.state, share: $0.share) }
    }
  }

  private static func clipping(_ trace: Trace) -> Statement {
    let (report, mode) = (trace.clipReport, trace.experiment.clipping.mode)
    if mode == .off { return .unclipped(norm: report.normBefore) }
    return mode.isInsideBPTT
      ? .clippedInside(mode, share: report.timestepShare)
      : .clippedAtUpdate(mode, before: report.normBefore, after: report.normAfter)
  }
}

extension Verdict {
  /// How many timesteps back from T a timestep lies.
  fileprivate func lag(_ timestep: Int?) -> Int? { timestep.map { length - $0 } }
}

/// Why the gradient does what it does, as an analysis.
public struct Why: Analysis {
  /// A request.
  public init() {}

  /// The explanation of a layer.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> Explanation {
    if stop.isSet { throw .stopped }
    let explanation = Explanation(subject, stop: stop, progress: progress)
    if stop.isSet { throw .stopped }
    return explanation
  }
}
