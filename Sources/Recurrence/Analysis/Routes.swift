/// By which routes the gradient comes into each state of a layer: the exact vectors, which add up to the total.
///
/// Into ∂L/∂h_t: the direct part, from the loss or the layer above; from t+1 through each gate's Wh,
///
///     Wh_gᵀ · ∂L/∂ah_g,t+1
///
/// and elementwise, such as a GRU's z ⊙ ∂L/∂h_(t+1). Into another state, such as an LSTM's c_t: elementwise from t+1,
/// f ⊙ ∂L/∂c_(t+1), and from the states that read it at t itself, ∂L/∂h_t ⊙ o ⊙ φ′(c_t).
///
/// With clipping inside BPTT the total is that before the cut at t; what comes from t+1 was cut there.
/// Linear in T, as one BPTT. Memory: (gates + 2 · states + 1) · T·B·H numbers; the direct part is the trace's own.
public struct Routes: Sendable {
  /// What kind of way a route is.
  public enum Kind: Sendable, Equatable {
    /// From the loss or the layer above.
    case direct
    /// From t+1, through the Wh of this gate.
    case recurrent(gate: String)
    /// From t+1, multiplied unit by unit with this.
    case elementwise(factor: String)
    /// From these other states of the same timestep.
    case within(states: [String])

    /// Whether it comes from t+1.
    public var isFromNext: Bool {
      switch self {
      case .recurrent, .elementwise: true
      case .direct, .within: false
      }
    }
  }

  /// One route into one state.
  public struct Route: Sendable {
    /// The name in a trace file: `direct`, `f`, `c_by_f`, `c_through_h`.
    public let key: String
    /// What kind of way it is.
    public let kind: Kind
    /// What comes by it. (T, B, H)
    public let vectors: Tensor
    /// Its norm over batch and units, t = 1 … T at index 0 … T−1.
    public let norms: [Double]
    /// Its projection on the total, ⟨route, total⟩ / ‖total‖²: the shares of a state's routes add up to 1, and a route
    /// against the others is negative. NaN where the total is 0.
    public let shares: [Double]
  }

  /// The routes into one state.
  public struct IntoState: Sendable {
    /// The state: `h`.
    public let state: String
    /// The routes.
    public let routes: [Route]
    /// Their sum. (T, B, H)
    public let total: Tensor
    /// The norm of the sum at each t.
    public let norms: [Double]
  }

  /// State by state, h first.
  public let states: [IntoState]

  /// The routes in one layer of a trace.
  public init(_ trace: Trace, layer: Int) {
    let elementwise = ElementwiseFlow(trace, layer: layer)
    let description = trace.shape.cell.description
    states = description.states.enumerated().map { k, state in
      var routes: [(String, Kind, Tensor)] = []
      if k == 0 {
        routes.append(("direct", .direct, trace.layers[layer].dhDirect))
        for (g, gate) in description.gates.enumerated() {
          routes.append((gate.name, .recurrent(gate: gate.name), Routes.throughWeights(trace, layer, gate: g)))
        }
      }
      for route in description.elementwiseRoutes where route.state == state {
        routes.append(
          ("\(state)_by_\(route.factor)", .elementwise(factor: route.factor), elementwise.previous[k]))
      }
      if k > 0 {
        let others = description.states.filter { $0 != state }
        routes.append(("\(state)_through_\(others.joined())", .within(states: others), elementwise.within[k]))
      }
      return IntoState(state, routes)
    }
  }

  /// ∂L/∂ah of the gate at t+1, times its block of Wh: into h_t. (T, B, H)
  private static func throughWeights(_ trace: Trace, _ layer: Int, gate: Int) -> Tensor {
    let shape = trace.shape
    let into = Tensor(shape: [shape.length, shape.batch, shape.hidden])
    let (hidden, rows) = (shape.hidden, shape.gateRows)
    guard shape.length > 1 else { return into }
    multiply(
      trace.layers[layer].dah.pointer + shape.batch * rows + gate * hidden, lda: rows,
      trace.parameters.layers[layer].recurrentWeights.pointer + gate * hidden * hidden, into: into.pointer,
      m: (shape.length - 1) * shape.batch, n: hidden, k: hidden, beta: 0)
    return into
  }
}

extension Routes.IntoState {
  fileprivate init(_ state: String, _ routes: [(key: String, kind: Routes.Kind, vectors: Tensor)]) {
    let total = Tensor(shape: routes[0].vectors.shape)
    for route in routes {
      for k in 0..<total.count { total.pointer[k] += route.vectors.pointer[k] }
    }
    let norms = GradientProfile.norms(total)
    self.state = state
    self.total = total
    self.norms = norms
    self.routes = routes.map { route in
      Routes.Route(
        key: route.key, kind: route.kind, vectors: route.vectors,
        norms: GradientProfile.norms(route.vectors),
        shares: norms.indices.map { projection(of: route.vectors[$0], on: total[$0], norm: norms[$0]) })
    }
  }
}

/// ⟨a, b⟩ / ‖b‖², where ‖b‖² itself may be too small for a number.
private func projection(of a: Tensor, on b: Tensor, norm: Double) -> Double {
  guard norm > 0 else { return .nan }
  var sum = 0.0
  for k in 0..<a.count { sum += (a.pointer[k] / norm) * (b.pointer[k] / norm) }
  return sum
}
