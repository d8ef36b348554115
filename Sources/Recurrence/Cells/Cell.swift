/// A recurrent cell: its elementwise equations, and nothing else.
///
/// All matrix work is the same for every cell and is written once, in `Layer`. A cell sees two projections,
/// `ax = Wx·x + bx` and `ah = Wh·h + bh`, each with one component per gate, and computes over lanes of units. In the
/// equations a name with `d` before it is ∂L/∂ of it.
public protocol Cell: SendableMetatype {
  /// The state from one timestep to the next; its first component is the hidden state h.
  associatedtype State: LaneRecord
  /// One component per gate, in the order of PyTorch's weight rows.
  associatedtype Gates: LaneRecord
  /// What the backward equations need beside gates and states.
  associatedtype Saved: LaneRecord

  /// The cell's names and equations as a reader meets them.
  static var description: CellDescription { get }

  /// True where the equations read nothing but the sum ax + ah, so that ∂L/∂ax = ∂L/∂ah and one array holds both.
  static var addsProjections: Bool { get }

  /// One timestep: from the projections and the previous state to the gates and the next state.
  static func forward(
    ax: Gates, ah: Gates, activation: Activation, state: inout State, saved: inout Saved
  ) -> Gates

  /// The same timestep back. On entry `dState` holds ∂L/∂state as it arrives at t from later timesteps and from
  /// above; what this timestep adds to it (an LSTM's h reads its c) makes it the total.
  static func backward(
    gates: Gates, saved: Saved, previous: State, dState: inout State
  ) -> Backward<Self>
}

/// What a cell's backward equations yield at one timestep.
public struct Backward<C: Cell> {
  /// ∂L/∂gate, after the squashing.
  public var gates: C.Gates
  /// ∂L/∂ax.
  public var ax: C.Gates
  /// ∂L/∂ah.
  public var ah: C.Gates
  /// ∂L/∂(previous state) by the elementwise routes alone; the route of h through Wh is added by the layer.
  public var previous: C.State

  /// The gradients of one timestep.
  public init(gates: C.Gates, ax: C.Gates, ah: C.Gates, previous: C.State) {
    self.gates = gates
    self.ax = ax
    self.ah = ah
    self.previous = previous
  }
}

/// A cell's names and equations as a reader meets them.
public struct CellDescription: Sendable {
  /// The name by which it is chosen, and the prefix of its weights: `lstm`.
  public let name: String
  /// The name in a title: `LSTM`.
  public let title: String
  /// The gates in the order of the weight rows.
  public let gates: [Gate]
  /// The states, h first.
  public let states: [String]
  /// The forward equations, a line each.
  public let equations: [String]
  /// The direct routes of the gradient past Wh, one per state: the state, and what it is multiplied by.
  public let elementwiseRoutes: [ElementwiseRoute]
  /// The paper and the variant.
  public let source: String

  /// A cell's description.
  public init(
    name: String, title: String, gates: [Gate], states: [String], equations: [String],
    elementwiseRoutes: [ElementwiseRoute], source: String
  ) {
    self.name = name
    self.title = title
    self.gates = gates
    self.states = states
    self.equations = equations
    self.elementwiseRoutes = elementwiseRoutes
    self.source = source
  }
}

/// One gate of a cell.
public struct Gate: Sendable {
  /// The name in the trace: `f`.
  public let name: String
  /// What it does: `forget gate`.
  public let title: String
  /// Whether a logistic function keeps it within 0 … 1; a candidate takes the activation's range.
  public let isLogistic: Bool
  /// Which bias setting moves it at the start, where one does.
  public let bias: Bias?

  /// A setting that adds to a gate's initial bias.
  public enum Bias: Sendable {
    /// The LSTM's forget bias: above 0, the cell keeps what it holds.
    case forget
    /// The GRU's update bias: above 0, z opens and the state is kept.
    case update
  }

  /// A gate squashed by the logistic function.
  public static func logistic(_ name: String, _ title: String, bias: Bias? = nil) -> Gate {
    Gate(name: name, title: title, isLogistic: true, bias: bias)
  }

  /// A candidate, squashed by the chosen activation.
  public static func candidate(_ name: String, _ title: String) -> Gate {
    Gate(name: name, title: title, isLogistic: false, bias: nil)
  }
}

/// A route by which a state's gradient passes to the timestep before without going through Wh.
public struct ElementwiseRoute: Sendable {
  /// The state: `c`.
  public let state: String
  /// The factor on it: `f`.
  public let factor: String

  /// The route of `state`, multiplied by `factor` each timestep.
  public init(state: String, factor: String) {
    self.state = state
    self.factor = factor
  }
}
