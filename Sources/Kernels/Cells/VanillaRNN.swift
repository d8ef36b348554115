import RecurrentCells

/// The simple recurrent network (Elman 1990), with any activation φ.
///
///     h_t = φ(Wx·x_t + bx + Wh·h_(t−1) + bh)
enum VanillaRNN: Cell {
  /// The hidden state.
  struct State: LaneRecord {
    var h = Lanes.zero
  }

  /// The one projection. What comes out of it is h itself, so the trace has no gate of that name.
  struct Gates: LaneRecord {
    var a = Lanes.zero
  }

  /// φ′ at the projection.
  struct Saved: LaneRecord {
    var slope = Lanes.zero
  }

  /// The description.
  static let description = CellDescription(
    name: "rnn", title: "RNN", gates: [.candidate("h", "hidden state")], states: ["h"],
    equations: ["h_t = φ(Wx·x_t + bx + Wh·h_(t−1) + bh)"],
    backwardEquations: [
      BackwardEquation(.recurrent, "h", "Whᵀ·δ"), BackwardEquation(.delta, "h", "∂L/∂h ⊙ φ′(a)"),
    ],
    elementwiseRoutes: [],
    source: "Elman 1990")

  /// Only ax + ah is read.
  static let addsProjections = true

  /// One timestep.
  @inline(__always)
  static func forward(
    ax: Gates, ah: Gates, activation phi: Activation, state: inout State, saved: inout Saved
  ) -> Gates {
    let h = phi(ax.a + ah.a)
    saved.slope = h.slope
    state.h = h.value
    return Gates(a: h.value)
  }

  /// The same timestep back.
  @inline(__always)
  static func backward(
    gates: Gates, saved: Saved, previous: State, dState d: inout State
  ) -> Backward<VanillaRNN> {
    // ∂L/∂a = ∂L/∂h ⊙ φ′(a)
    let da = Gates(a: d.h * saved.slope)
    return Backward(gates: Gates(a: d.h), ax: da, ah: da, previous: State())
  }
}
