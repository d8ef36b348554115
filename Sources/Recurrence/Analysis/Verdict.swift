#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What becomes of the gradient on its way back through one layer, in a word and with the figures it rests on.
///
/// JSON has no number for a figure that is NaN or ±Inf: an encoder needs a `nonConformingFloatEncodingStrategy`.
public struct Verdict: Sendable, Codable {
  /// The word.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Something is NaN or Inf.
    case diverged
    /// What is carried back is cut: exactly zero from some t on, whatever arrives at earlier timesteps themselves.
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

  /// The last timestep at which what is carried is still below 1e-3, and 1e-6, of what it was at T; nil where it never
  /// is.
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

  /// Two rates where one fits neither: a drop in the first timesteps back from T, and the rest.
  public struct Bend: Sendable, Codable, Equatable {
    /// How many timesteps back from T the first rate holds.
    public let steps: Int
    /// By how many decades what is carried has changed by then.
    public let decades: Double
    /// The factor per timestep beyond.
    public let factor: Double
  }

  /// The word.
  public let kind: Kind
  /// The factor per timestep by which the gradient of the whole state changes on its way back: the geometric mean over
  /// all timesteps at which something is carried. NaN where unknown.
  public let contraction: Double
  /// The standard deviation of that factor's logarithm, in decades: how far from one single rate it is.
  public let spread: Double
  /// The two rates where they describe it clearly better than one; nil elsewhere.
  public let bend: Bend?
  /// Where what is carried has become small.
  public let below: Below
  /// The timesteps, from 1 and falling, at which exactly nothing arrives of what was there at t+1.
  public let cuts: [Int]
  /// The timestep up to which, from 1, ∂L/∂h_t is below what a double holds, though something is carried there.
  public let underflowUntil: Int?
  /// The share of logistic gate values below 0.05 or above 0.95.
  public let saturation: Double
  /// Where the first NaN or Inf is.
  public let divergence: Divergence?
  /// The gradient at both ends; with a loss at every timestep they say nothing of each other.
  public let ends: Ends
  /// The timestep up to which, from 1, the gradient is exactly zero and not for want of range; nil where it is not at
  /// t = 1.
  public let deadUntil: Int?
  /// Where the loss reads the output.
  public let lossAt: LossPosition
  /// Whether clipping inside BPTT held ∂L/∂h_t, so that the trace does not show how it would have grown.
  public let isHeld: Bool
  /// T.
  public let length: Int
}

extension Verdict {
  /// The verdict on a layer of a trace; `profile` where it is at hand. Costs one BPTT where the loss is at every
  /// timestep, and a pass over the trace elsewhere.
  public init(_ trace: Trace, layer: Int, profile: GradientProfile? = nil) {
    let profile = profile ?? GradientProfile(trace, layer: layer)
    length = profile.dh.count
    lossAt = trace.shape.lossAt
    isHeld = trace.experiment.clipping.mode.isInsideBPTT && trace.clipReport.isClipped
    divergence = trace.isFinite ? nil : trace.firstNonFinite()
    ends = Ends(first: profile.dh.first ?? 0, last: profile.dh.last ?? 0)

    let carried = CarriedGradient(trace, layer: layer, profile: profile)
    cuts = carried.cuts
    below = Below(thousandth: carried.lastTimestep(below: -3), millionth: carried.lastTimestep(below: -6))
    let zeros = profile.dh.prefix { $0 == 0 }.count
    let nothing = carried.decades.prefix { $0 == -.infinity }.count
    underflowUntil = zeros > nothing ? zeros : nil
    deadUntil = min(zeros, nothing) > 0 ? min(zeros, nothing) : nil

    let steps = carried.steps.filter(\.isFinite)
    let mean = steps.reduce(0, +) / Double(steps.count)
    contraction = steps.isEmpty ? .nan : pow(10, mean)
    let variance = steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(steps.count)
    spread = steps.isEmpty ? .nan : variance.squareRoot()
    bend = carried.cuts.isEmpty ? Bend(carried.decades) : nil

    let gates = trace.shape.cell.recordedGates.filter(\.gate.isLogistic).map {
      GateStatistics(trace, layer: layer, gate: $0.index).saturated
    }
    saturation = gates.isEmpty ? 0 : gates.reduce(0, +) / Double(gates.count)
    let decades = mean * Double(length - 1)
    if divergence != nil {
      kind = .diverged
    } else if deadUntil != nil || !cuts.isEmpty {
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
    return a.kind == b.kind && a.below == b.below && a.bend == b.bend && a.cuts == b.cuts
      && a.underflowUntil == b.underflowUntil && a.divergence == b.divergence && a.deadUntil == b.deadUntil
      && a.lossAt == b.lossAt && a.isHeld == b.isHeld && a.length == b.length
      && zip(figures(a), figures(b)).allSatisfy(isSame)
  }
}
