import Recurrence

/// The analyses of one layer that cost, each made only where it is looked at; nil or empty otherwise, or where it was
/// stopped.
public struct Extras: Sendable {
  /// By which routes the gradient comes into each state.
  public let routes: [RouteShares]
  /// Why the gradient does what it does.
  public let explanation: Explanation?
  /// How far it could reach back.
  public let reach: Reach?
  /// Whose loss reaches how far back.
  public let flow: FlowTriangle?
  /// What each timestep adds to ∂L/∂W.
  public let weights: WeightContributions?

  /// How many elements of ∂L/∂h_t meet which fate, format by format.
  public let lenses: [PrecisionLens]
  /// The step with truncated BPTT.
  public let truncation: (window: Int, dh: [Double], whole: Truncation.Part)?
  /// The same step under other settings.
  public let whatIf: Changed?

  init(_ trace: Trace, layer: Int, wanted: Set<Wanted>, stop: StopSignal) {
    routes = wanted.contains(.routes) ? Routes(trace, layer: layer).states.map(RouteShares.init) : []
    explanation = wanted.contains(.explanation) ? Explanation(trace, layer: layer) : nil
    reach = wanted.contains(.reach) ? Reach(trace, layer: layer, stop: stop) : nil
    let hasFlow = wanted.contains(.flow) && trace.shape.lossAt == .every
    flow = hasFlow ? FlowTriangle(trace, layer: layer, maximumSources: 128, stop: stop) : nil
    weights = wanted.contains(.weights) ? WeightContributions(trace, layer: layer) : nil
    let dh = trace.layers[layer].dh
    lenses = wanted.contains(.precision) ? FloatFormat.all.map { PrecisionLens(dh, $0) } : []
    var truncation: (Int, [Double], Truncation.Part)?
    var whatIf: Changed?
    for case .truncation(let window) in wanted {
      truncation = Truncation(trace, window: window, stop: stop).map {
        (window, GradientProfile.norms($0.trace.layers[layer].dh), $0.whole)
      }
    }
    for case .whatIf(let change) in wanted {
      whatIf = change.recompute(trace, stop: stop).map { Changed(change, $0, layer: layer) }
    }
    (self.truncation, self.whatIf) = (truncation, whatIf)
  }
}

/// The routes into one state, without their vectors.
public struct RouteShares: Sendable {
  /// The state: `h`.
  public let state: String
  /// ‖total‖ at each t.
  public let norms: [Double]
  /// Name, norm and signed share of each route at each t.
  public let routes: [(name: String, norms: [Double], shares: [Double])]

  init(_ into: Routes.IntoState) {
    state = into.state
    norms = into.norms
    routes = into.routes.map { ($0.name, $0.norms, $0.shares) }
  }
}

/// What a change of settings makes of one layer of the same step.
public struct Changed: Sendable {
  /// The change.
  public let change: WhatIf
  /// ∂L/∂h_t, timesteps × units.
  public let dh: Grid
  /// Its norms.
  public let profile: GradientProfile
  /// What becomes of the gradient.
  public let verdict: Verdict
  /// L.
  public let loss: Double

  init(_ change: WhatIf, _ trace: Trace, layer: Int) {
    self.change = change
    dh = Grid(trace.layers[layer].dh)
    profile = GradientProfile(trace, layer: layer)
    verdict = Verdict(trace, layer: layer, profile: profile)
    loss = trace.loss
  }
}

/// The layer's Jacobians ∂s_t/∂s_(t−1) of the first sample, as they are shown.
public struct Reach: Sendable {
  /// ‖∂s_T/∂s_t‖, its bound and the measured gradient, in decades.
  public let product: JacobianProduct
  /// Singular values and spectral radius at each t.
  public let spectra: JacobianSpectra
  /// The largest Lyapunov exponents, in nats per timestep.
  public let exponents: [Double]

  /// The most operations that a screen is worth: some seconds.
  static let mostOperations = 4e9

  /// Whether the Jacobians of a trace are small enough.
  public static func fits(_ shape: Shape) -> Bool {
    let n = Double(shape.cell.states.count * shape.hidden)
    return Double(shape.length) * n * n * n <= mostOperations
  }

  init?(_ trace: Trace, layer: Int, stop: StopSignal) {
    guard Reach.fits(trace.shape), trace.isFinite,
      let product = JacobianProduct(trace, layer: layer, stop: stop),
      let spectra = JacobianSpectra(trace, layer: layer, stop: stop),
      let exponents = LyapunovExponents(trace, layer: layer, count: 3, stop: stop)
    else { return nil }
    (self.product, self.spectra, self.exponents) = (product, spectra, exponents.values)
  }
}
