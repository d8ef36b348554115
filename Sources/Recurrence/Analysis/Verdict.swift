#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What becomes of the gradient on its way back through one layer, in a word and with the figures it rests on.
public struct Verdict: Sendable, Codable {
  /// The word.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Something is NaN or Inf.
    case diverged
    /// ∂L/∂h_t is exactly zero from some t back, or all that flows back is, whatever arrives at each t itself.
    case dead
    /// It shrinks until the first timesteps get less than a thousandth of what the last got.
    case vanishing
    /// It grows until the first timesteps get more than a thousand times what the last got.
    case exploding
    /// Neither of these, but most gate values lie where a logistic gate passes almost no gradient to its weights.
    case saturated
    /// Neither.
    case stable
  }

  /// The last timestep at which the gradient is still below 1e-3, and 1e-6, of its last value; nil where it never is.
  public struct Below: Sendable, Codable, Equatable {
    /// Below 1e-3.
    public let thousandth: Int?
    /// Below 1e-6.
    public let millionth: Int?
  }

  /// ‖∂L/∂h_1‖ and ‖∂L/∂h_T‖.
  public struct Ends: Sendable, Codable {
    /// At t = 1.
    public let first: Double
    /// At t = T.
    public let last: Double
  }

  /// The word.
  public let kind: Kind
  /// The geometric mean of ‖recurrent_t‖ / ‖∂L/∂h_(t+1)‖: the factor per timestep going back. NaN where unknown.
  public let contraction: Double
  /// The standard deviation of that ratio's logarithm, in decades: how far from one single rate it is.
  public let spread: Double
  /// Where the gradient has become small.
  public let below: Below
  /// The share of logistic gate values below 0.05 or above 0.95.
  public let saturation: Double
  /// Where the first NaN or Inf is.
  public let divergence: Divergence?
  /// The gradient at both ends.
  public let ends: Ends
  /// The timestep up to which, from 1, the gradient is exactly zero; nil where it is not at t = 1.
  public let deadUntil: Int?
  /// T.
  public let length: Int
}

extension Verdict {
  /// The verdict on a layer of a trace; `profile` where it is at hand.
  public init(_ trace: Trace, layer: Int, profile: GradientProfile? = nil) {
    let profile = profile ?? GradientProfile(trace, layer: layer)
    length = profile.dh.count
    divergence = trace.isFinite ? nil : trace.firstNonFinite()
    ends = Ends(first: profile.dh.first ?? 0, last: profile.dh.last ?? 0)
    below = Below(thousandth: profile.lastTimestep(below: 1e-3), millionth: profile.lastTimestep(below: 1e-6))
    let zeros = profile.dh.prefix { $0 == 0 }.count
    deadUntil = zeros > 0 ? zeros : nil

    let logs = profile.ratios.filter { $0 > 0 && $0.isFinite }.map { log10($0) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    contraction = logs.isEmpty ? .nan : pow(10, mean)
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
    spread = logs.isEmpty ? .nan : variance.squareRoot()

    let gates = trace.shape.cell.recordedGates.filter(\.gate.isLogistic).map {
      GateStatistics(trace, layer: layer, gate: $0.index).saturated
    }
    saturation = gates.isEmpty ? 0 : gates.reduce(0, +) / Double(gates.count)
    // The change over the whole sequence at that rate: of use with a loss at every step too, where each t has a
    // source of its own and the ends say little.
    let decades = mean * Double(length - 1)
    let isCut = logs.isEmpty && profile.ratios.contains(0)
    if divergence != nil {
      kind = .diverged
    } else if deadUntil != nil || isCut {
      kind = .dead
    } else if decades < -3 {
      kind = .vanishing
    } else if decades > 3 {
      kind = .exploding
    } else {
      kind = saturation > 0.5 ? .saturated : .stable
    }
  }
}

extension Verdict: Equatable {
  /// Equal where all figures are, NaN being equal to NaN.
  public static func == (a: Verdict, b: Verdict) -> Bool {
    let figures = { (v: Verdict) in [v.contraction, v.spread, v.saturation, v.ends.first, v.ends.last] }
    return a.kind == b.kind && a.below == b.below && a.divergence == b.divergence && a.deadUntil == b.deadUntil
      && a.length == b.length && zip(figures(a), figures(b)).allSatisfy(isSame)
  }
}
