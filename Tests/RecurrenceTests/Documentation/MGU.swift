import RecurrentCells

@testable import Kernels

enum MGU: Cell {
  struct State: LaneRecord { var h = Lanes.zero }
  struct Gates: LaneRecord { var f = Lanes.zero, n = Lanes.zero }
  struct Saved: LaneRecord { var slope = Lanes.zero, recurrent = Lanes.zero }

  static let description = CellDescription(
    name: "mgu", title: "MGU",
    gates: [.logistic("f", "forget gate"), .candidate("n", "candidate")], states: ["h"],
    equations: ["f = σ(…)", "n = φ(… + f ⊙ (Wh_n·h_(t−1) + bh_n))", "h_t = (1−f) ⊙ h_(t−1) + f ⊙ n"],
    backwardEquations: [
      BackwardEquation(.recurrent, "h", "Whᵀ·δh + (1−f) ⊙ ∂L/∂h"),
      BackwardEquation(.delta, "n", "∂L/∂h ⊙ f ⊙ φ′"), BackwardEquation(.recurrentDelta, "n", "δ_n ⊙ f"),
      BackwardEquation(.delta, "f", "(∂L/∂h ⊙ (n − h_(t−1)) + δ_n ⊙ ah_n) ⊙ f(1−f)"),
    ],
    elementwiseRoutes: [ElementwiseRoute(state: "h", factor: "1−f")], source: "Zhou et al. 2016")

  /// f multiplies ah alone, so ∂L/∂ax and ∂L/∂ah differ.
  static let addsProjections = false

  @inline(__always)
  static func forward(
    ax: Gates, ah: Gates, activation phi: Activation, state: inout State, saved: inout Saved
  ) -> Gates {
    var gates = Gates()
    gates.f = logistic(ax.f + ah.f)
    let n = phi(ax.n + gates.f * ah.n)
    gates.n = n.value
    saved.slope = n.slope
    saved.recurrent = ah.n
    state.h = (1 - gates.f) * state.h + gates.f * gates.n
    return gates
  }

  @inline(__always)
  static func backward(
    gates: Gates, saved: Saved, previous: State, dState d: inout State
  ) -> Backward<MGU> {
    var dGates = Gates(), dax = Gates(), dah = Gates(), before = State()
    dGates.n = d.h * gates.f
    dax.n = dGates.n * saved.slope
    dah.n = dax.n * gates.f
    // f is read by h_t and inside n.
    dGates.f = d.h * (gates.n - previous.h) + dax.n * saved.recurrent
    dax.f = dGates.f * gates.f * (1 - gates.f)
    dah.f = dax.f
    before.h = d.h * (1 - gates.f)
    return Backward(gates: dGates, ax: dax, ah: dah, previous: before)
  }
}
