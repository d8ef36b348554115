/// A check of BPTT against differences of the loss, on a network and data as they are.
///
/// A few components of each parameter tensor, and of ∂L/∂h_t at one timestep of one layer, are compared with central
/// differences of L. The work is done on a copy. Clipping inside BPTT is left out, as its result is the gradient of
/// nothing; everything else is compared as the trace holds it.
///
/// A difference may miss the gradient by its allowance, which `DifferenceLadder` and `RoundingNoise` explain. What has
/// vanished below the allowance can't be confirmed by any difference of losses, and is counted apart.
public struct GradientCheck: Sendable {
  /// One component.
  public struct Component: Sendable {
    /// Its position in the tensor, or among ∂L/∂h_t's B·H values.
    public let index: Int
    /// By BPTT.
    public let gradient: Double
    /// By differences.
    public let difference: Double
    /// How far apart rounding and the step's size let them be.
    public let allowance: Double

    /// |gradient − difference|.
    public var error: Double { abs(gradient - difference) }
    /// Whether the two agree as far as can be told.
    public var agrees: Bool { error <= allowance }
    /// Whether the difference knows the gradient to at least one digit, so that agreement says something.
    public var isResolved: Bool { max(abs(gradient), abs(difference)) > 10 * allowance }
    /// The error over the larger of the two.
    public var relativeError: Double {
      let size = max(abs(gradient), abs(difference))
      return size == 0 ? 0 : error / size
    }
  }

  /// The components of one tensor.
  public struct Part: Sendable {
    /// The tensor: `weight_hh_l0`, `dh_l0`.
    public let tensor: String
    /// The timestep, from 1; nil for a parameter.
    public let timestep: Int?
    /// Those that were compared.
    public let components: [Component]

    /// Whether all agree.
    public var isPassed: Bool { components.allSatisfy(\.agrees) }
    /// How many are resolved.
    public var resolved: Int { components.count(where: \.isResolved) }
    /// The largest relative error of those that are resolved; nil where none is.
    public var largestRelativeError: Double? { components.filter(\.isResolved).map(\.relativeError).max() }
  }

  /// ∂L/∂h_t first, then the parameters.
  public let parts: [Part]

  /// Whether all components agree.
  public var isPassed: Bool { parts.allSatisfy(\.isPassed) }
  /// All components of all parts.
  public var components: [Component] { parts.flatMap(\.components) }
  /// The largest relative error of those that are resolved; nil where none is.
  public var largestRelativeError: Double? { parts.compactMap(\.largestRelativeError).max() }

  /// The check of a trace's gradients, with ∂L/∂h_t of one layer at `t` (from 1). `samples` components of each tensor
  /// are drawn by the trace's seed and step; all where it has no more. Each costs fifteen forward passes.
  ///
  /// Nil where `stop` ended the work early. `progress` hears the share done.
  public init?(
    _ trace: Trace, layer: Int, t: Int, samples: Int = 16, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) {
    let shape = trace.shape
    precondition(layer >= 0 && layer < shape.layers, "layer \(layer) of \(shape.layers)")
    precondition(t >= 1 && t <= shape.length, "timestep \(t) of 1 … \(shape.length)")
    var unclipped = trace.experiment
    unclipped.clipping = .off
    var copy = Trace(rerunning: trace, under: unclipped)
    let network = Network(shape)
    guard network.run(&copy, stop: stop) else { return nil }
    let noise = RoundingNoise.ofLoss(copy)
    let checked = trace.experiment.clipping.mode.isInsideBPTT ? copy : trace
    // Below, only the forward pass is run again, so the copy's own gradients stand too.
    let gradients = checked.gradients
    let dh = checked.layers[layer].dh[t - 1]

    // h_t in the copy; row 0 of the states is h_0.
    let state = copy.layers[layer].h[t - 1]
    let changed = Stack.ChangedState(layer: layer, t: t)
    let inputs =
      [("dh_l\(layer)", state, dh, Stack.ChangedState?.some(changed))]
      + zip(copy.parameters.entries, gradients.entries).map { ($0.name, $0.tensor, $1.tensor, nil) }
    var random = Random(seed: trace.experiment.seed, purpose: .analysis, index: UInt64(trace.step))
    let picks = inputs.map { GradientCheck.pick(samples, of: $0.1.count, &random) }
    let total = picks.map(\.count).reduce(0, +)
    var done = 0
    var parts: [Part] = []
    for ((name, values, gradient, changed), indices) in zip(inputs, picks) {
      var components: [Component] = []
      for index in indices {
        let ladder = DifferenceLadder(at: values.pointer + index, noise: noise) {
          network.forward(copy, after: changed, stop: stop) ? copy.loss : .nan
        }
        if stop.isSet { return nil }
        components.append(
          Component(
            index: index, gradient: gradient[flat: index], difference: ladder.slope, allowance: ladder.allowance))
        done += 1
        progress(Double(done) / Double(total))
      }
      parts.append(Part(tensor: name, timestep: changed?.t, components: components))
    }
    self.parts = parts
  }

  /// `samples` different numbers below `count`, rising; all where there are no more (Floyd's method).
  private static func pick(_ samples: Int, of count: Int, _ random: inout Random) -> [Int] {
    guard count > samples else { return Array(0..<count) }
    var chosen: Set<Int> = []
    for upper in (count - samples)..<count {
      let k = Int(random.next() % UInt64(upper + 1))
      chosen.insert(chosen.contains(k) ? upper : k)
    }
    return chosen.sorted()
  }
}

/// A check of the gradients, as an analysis.
public struct Check: Analysis {
  /// The timestep, from 1, whose ∂L/∂h_t is checked; nil, and any beyond T, is the last.
  public let t: Int?

  /// A request.
  public init(t: Int?) { self.t = t }

  /// The check of a layer's ∂L/∂h_t and of all parameters. A trace with NaN or Inf is refused.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> GradientCheck {
    let (trace, length) = (subject.trace, subject.trace.shape.length)
    guard trace.isFinite else { throw .refused(.notFinite) }
    guard
      let check = GradientCheck(
        trace, layer: subject.layer, t: min(t ?? length, length), stop: stop, progress: progress)
    else { throw .stopped }
    return check
  }
}
