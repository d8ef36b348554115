#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a layer carries back of one loss: the size of ∂L_s/∂(the whole state), which is h and, in an LSTM, c.
///
/// h alone would not do: an LSTM's gradient can live in c while almost nothing of it is in h. Nor would ∂L/∂h_t itself
/// where each timestep has a loss, for there it is mostly what arrived at t. So the last loss is followed, alone. Where
/// exactly nothing of it is left, the loss of that timestep is followed on, if there is one.
///
/// The sizes are rescaled as they fall and rise, so that 1e-400 is a number as good as any; clipping inside BPTT is left
/// out. Of order T, as one BPTT, or nothing where the trace holds it already: with one loss, in the range of a double.
public struct CarriedGradient: Sendable, Equatable {
  /// log10 ‖∂L_s/∂(h_t, …)‖ over batch, units and states, t = 1 … T at index 0 … T−1; −∞ is exactly zero.
  public let decades: [Double]
  /// The timesteps, from 1 and falling, at which exactly nothing arrives of what was there at t+1.
  public let cuts: [Int]

  /// What is carried in a layer of a trace; `profile` where it is at hand.
  public init(_ trace: Trace, layer: Int, profile: GradientProfile? = nil) {
    let recorded = CarriedGradient.recorded(profile ?? GradientProfile(trace, layer: layer))
    let isOneLoss = trace.shape.lossAt == .last && !trace.experiment.clipping.mode.isInsideBPTT
    if isOneLoss, recorded.allSatisfy({ CarriedGradient.safe.contains($0) }) {
      decades = recorded.map { log10($0) }
      cuts = []
    } else {
      (decades, cuts) = CarriedGradient.followed(trace, layer: layer)
    }
  }

  /// Where no part of a norm has lost digits.
  private static let safe = 1e-270...1e270

  /// ‖∂L/∂(h_t, …)‖ as the trace holds it.
  private static func recorded(_ profile: GradientProfile) -> [Double] {
    profile.dh.indices.map { t in profile.otherStates.reduce(profile.dh[t]) { hypot($0, $1[t]) } }
  }

  /// The last loss followed back, and others where it is cut.
  private static func followed(_ trace: Trace, layer: Int) -> (decades: [Double], cuts: [Int]) {
    let shape = trace.shape
    let sweeps = (layer..<shape.layers).map { SourceSweep(trace, layer: $0, sources: 1) }
    var decades = [Double](repeating: -.infinity, count: shape.length)
    var cuts: [Int] = []
    var exponent = 0  // what is carried is the sweeps' times 2^exponent
    var (isCarrying, size) = (false, 0.0)
    for t in (1...shape.length).reversed() {
      if !isCarrying, t == shape.length || shape.lossAt == .every {
        sweeps.last!.add(trace.layers.top.dhDirect[t - 1], toSource: 0)
        exponent = 0
      }
      for (k, sweep) in sweeps.enumerated().reversed() {
        // What the layer above made of t has come by now.
        if k < sweeps.count - 1 { sweep.addFromAbove(sweeps[k + 1], sources: 1) }
        sweep.prepare(t)
        if k == 0 { size = sweep.totalNorm }
        sweep.stepBack(sources: 1)
      }
      decades[t - 1] = log10(size) + Double(exponent) * log10(2)
      let largest = sweeps.map(\.largest).reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }
      guard largest.isFinite else { break }
      let wasCarrying = isCarrying || size > 0
      isCarrying = largest > 0
      if isCarrying, abs(largest.exponent) > 300 {
        let shift = Int(largest.exponent)
        for sweep in sweeps { sweep.scale(byTwoTo: -shift) }
        exponent += shift
      }
      if wasCarrying, !isCarrying, t > 1 { cuts.append(t - 1) }
    }
    return (decades, cuts)
  }

  /// log10 of the factor from t+1 to t, t = 1 … T−1 at index 0 … T−2; NaN where it is cut or nothing is carried.
  public var steps: [Double] {
    let cuts = Set(cuts)
    return (0..<max(0, decades.count - 1)).map { t in
      let step = decades[t] - decades[t + 1]
      return cuts.contains(t + 1) || !step.isFinite ? .nan : step
    }
  }

  /// The timestep (from 1) up to which, going back from T, what is carried has fallen by so many decades for good; nil
  /// where it has not.
  public func lastTimestep(below fall: Double) -> Int? {
    guard let last = decades.last, last.isFinite else { return nil }
    let first = decades.firstIndex { !($0 < last + fall) }
    return first.flatMap { $0 > 0 ? $0 : nil }
  }
}
