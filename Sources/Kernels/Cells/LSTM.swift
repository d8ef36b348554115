import RecurrentCells

/// Long short-term memory (Hochreiter and Schmidhuber 1997) with the forget gate of Gers, Schmidhuber and Cummins 2000,
/// without peepholes, as in PyTorch. Many lectures call g C̃.
///
///     i = σ(Wx_i·x_t + bx_i + Wh_i·h_(t−1) + bh_i)      f and o likewise
///     g = φ(Wx_g·x_t + bx_g + Wh_g·h_(t−1) + bh_g)
///     c_t = f ⊙ c_(t−1) + i ⊙ g
///     h_t = o ⊙ φ(c_t)
enum LSTM: Cell {
  /// Hidden state and cell state.
  struct State: LaneRecord {
    var h = Lanes.zero
    var c = Lanes.zero
  }

  /// Input gate, forget gate, candidate, output gate.
  struct Gates: LaneRecord {
    var i = Lanes.zero
    var f = Lanes.zero
    var g = Lanes.zero
    var o = Lanes.zero
  }

  /// φ′ at the candidate; φ(c_t) and φ′(c_t).
  struct Saved: LaneRecord {
    var candidateSlope = Lanes.zero
    var squashed = Lanes.zero
    var squashedSlope = Lanes.zero
  }

  /// The description.
  static let description = CellDescription(
    name: "lstm", title: "LSTM",
    gates: [
      .logistic("i", "input gate"), .logistic("f", "forget gate (1 keeps c)", bias: .forget),
      .candidate("g", "candidate, C~ in many lectures"), .logistic("o", "output gate"),
    ],
    states: ["h", "c"],
    equations: [
      "i, f, o = σ(Wx·x_t + Wh·h_(t−1) + b)", "g = φ(Wx_g·x_t + Wh_g·h_(t−1) + b_g)   (g is C~)",
      "c_t = f ⊙ c_(t−1) + i ⊙ g", "h_t = o ⊙ φ(c_t)",
    ],
    backwardEquations: [
      BackwardEquation(.recurrent, "h", "Whᵀ·δ"), BackwardEquation(.arriving, "c", "f ⊙ ∂L/∂c"),
      BackwardEquation(.state, "c", "e + ∂L/∂h ⊙ o ⊙ φ′(c)"), BackwardEquation(.delta, "i", "∂L/∂c ⊙ g ⊙ i(1−i)"),
      BackwardEquation(.delta, "f", "∂L/∂c ⊙ c_(t−1) ⊙ f(1−f)"), BackwardEquation(.delta, "g", "∂L/∂c ⊙ i ⊙ φ′"),
      BackwardEquation(.delta, "o", "∂L/∂h ⊙ φ(c) ⊙ o(1−o)"),
    ],
    elementwiseRoutes: [ElementwiseRoute(state: "c", factor: "f")],
    source: "Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000")

  /// Only ax + ah is read.
  static let addsProjections = true

  /// One timestep.
  @inline(__always)
  static func forward(
    ax: Gates, ah: Gates, activation phi: Activation, state: inout State, saved: inout Saved
  ) -> Gates {
    let i = logistic(ax.i + ah.i)
    let f = logistic(ax.f + ah.f)
    let g = phi(ax.g + ah.g)
    let o = logistic(ax.o + ah.o)
    // c_t = f ⊙ c_(t−1) + i ⊙ g
    state.c = f * state.c + i * g.value
    let squashed = phi(state.c)
    // h_t = o ⊙ φ(c_t)
    state.h = o * squashed.value
    saved.candidateSlope = g.slope
    saved.squashed = squashed.value
    saved.squashedSlope = squashed.slope
    return Gates(i: i, f: f, g: g.value, o: o)
  }

  /// The same timestep back.
  @inline(__always)
  static func backward(
    gates: Gates, saved: Saved, previous: State, dState d: inout State
  ) -> Backward<LSTM> {
    let (i, f, g, o) = (gates.i, gates.f, gates.g, gates.o)
    let dO = d.h * saved.squashed
    // c_t is read by c_(t+1), which has arrived, and by h_t.
    d.c += d.h * o * saved.squashedSlope
    let di = d.c * g
    let df = d.c * previous.c
    let dg = d.c * i
    let da = Gates(i: di * i * (1 - i), f: df * f * (1 - f), g: dg * saved.candidateSlope, o: dO * o * (1 - o))
    var before = State()
    before.c = d.c * f
    return Backward(gates: Gates(i: di, f: df, g: dg, o: dO), ax: da, ah: da, previous: before)
  }
}
