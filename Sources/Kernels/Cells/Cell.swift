import RecurrentCells

/// A recurrent cell: its elementwise equations, and nothing else.
///
/// All matrix work is the same for every cell and is written once, in `Layer`. A cell sees two projections,
/// `ax = Wx·x + bx` and `ah = Wh·h + bh`, each with one component per gate, and computes over lanes of units. In the
/// equations a name with `d` before it is ∂L/∂ of it.
protocol Cell: SendableMetatype {
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
struct Backward<C: Cell> {
  /// ∂L/∂gate, after the squashing.
  var gates: C.Gates
  /// ∂L/∂ax.
  var ax: C.Gates
  /// ∂L/∂ah.
  var ah: C.Gates
  /// ∂L/∂(previous state) by the elementwise routes alone; the route of h through Wh is added by the layer.
  var previous: C.State
}
