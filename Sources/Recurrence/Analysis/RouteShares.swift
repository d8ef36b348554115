/// By which routes the gradient comes into each state, without the vectors: norms and signed shares.
public struct RouteShares: Analysis {
  /// The routes into one state.
  public struct IntoState: Sendable {
    /// The state: `h`.
    public let state: String
    /// ‖total‖ at each t.
    public let norms: [Double]
    /// The routes.
    public let routes: [Route]
  }

  /// One route into one state; see `Routes.Route`.
  public struct Route: Sendable {
    /// The name in a trace file.
    public let key: String
    /// What kind of way it is.
    public let kind: Routes.Kind
    /// Its norm at each t.
    public let norms: [Double]
    /// Its signed share of the total at each t.
    public let shares: [Double]
  }

  /// A request.
  public init() {}

  /// State by state, h first. Costs as much as one BPTT.
  public func run(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> [IntoState] {
    if stop.isSet { throw .stopped }
    return Routes(subject.trace, layer: subject.layer).states.map { into in
      IntoState(
        state: into.state, norms: into.norms,
        routes: into.routes.map { Route(key: $0.key, kind: $0.kind, norms: $0.norms, shares: $0.shares) })
    }
  }

  /// Norm and share (T) of each route.
  public func tensors(_ value: [IntoState], layer: Int) -> [NamedTensor] {
    value.flatMap(\.routes).flatMap { route in
      [
        ("route_\(route.key)_l\(layer)", Tensor(route.norms)),
        ("route_share_\(route.key)_l\(layer)", Tensor(route.shares)),
      ]
    }
  }
}
