import RecurrentCells

/// The gated recurrent unit in its reset-after form, as in cuDNN and PyTorch.
///
/// Cho et al. 2014 as published (arXiv:1406.1078v3) multiply h by r before the product with Wh; here, as in version 1 of
/// their text, r comes after it, so that all of Wh·h is one product. z keeps, as with them; with Chung et al. 2014, 1 − z
/// does.
///
///     r = σ(Wx_r·x_t + bx_r + Wh_r·h_(t−1) + bh_r)
///     z = σ(Wx_z·x_t + bx_z + Wh_z·h_(t−1) + bh_z)
///     n = φ(Wx_n·x_t + bx_n + r ⊙ (Wh_n·h_(t−1) + bh_n))
///     h_t = (1 − z) ⊙ n + z ⊙ h_(t−1)
enum GRU: Cell {
  /// The hidden state.
  struct State: LaneRecord {
    var h = Lanes.zero
  }

  /// Reset gate, update gate, candidate.
  struct Gates: LaneRecord {
    var r = Lanes.zero
    var z = Lanes.zero
    var n = Lanes.zero
  }

  /// φ′ at the candidate, and Wh_n·h + bh_n before r multiplies it.
  struct Saved: LaneRecord {
    var slope = Lanes.zero
    var recurrent = Lanes.zero
  }

  /// The description.
  static let description = CellDescription(
    name: "gru", title: "GRU",
    gates: [
      .logistic("r", "reset gate"), .logistic("z", "update gate (1 keeps h)", bias: .update),
      .candidate("n", "candidate"),
    ],
    states: ["h"],
    equations: [
      "r = σ(Wx_r·x_t + Wh_r·h_(t−1) + b_r)", "z = σ(Wx_z·x_t + Wh_z·h_(t−1) + b_z)",
      "n = φ(Wx_n·x_t + bx_n + r ⊙ (Wh_n·h_(t−1) + bh_n))", "h_t = (1−z) ⊙ n + z ⊙ h_(t−1)",
    ],
    backwardEquations: [
      BackwardEquation(.recurrent, "h", "Whᵀ·δh + z ⊙ ∂L/∂h"),
      BackwardEquation(.delta, "n", "∂L/∂h ⊙ (1−z) ⊙ φ′"),
      BackwardEquation(.delta, "z", "∂L/∂h ⊙ (h_(t−1)−n) ⊙ z(1−z)"),
      BackwardEquation(.delta, "r", "δ_n ⊙ ah_n ⊙ r(1−r)"),
      BackwardEquation(.recurrentDelta, "n", "δ_n ⊙ r; r, z as δ"),
    ],
    elementwiseRoutes: [ElementwiseRoute(state: "h", factor: "z")],
    source: "Cho et al. 2014, reset after the product")

  /// r multiplies ah alone.
  static let addsProjections = false

  /// One timestep.
  @inline(__always)
  static func forward(
    ax: Gates, ah: Gates, activation phi: Activation, state: inout State, saved: inout Saved
  ) -> Gates {
    let r = logistic(ax.r + ah.r)
    let z = logistic(ax.z + ah.z)
    let n = phi(ax.n + r * ah.n)
    saved.slope = n.slope
    saved.recurrent = ah.n
    // h_t = (1 − z) ⊙ n + z ⊙ h_(t−1)
    state.h = (1 - z) * n.value + z * state.h
    return Gates(r: r, z: z, n: n.value)
  }

  /// The same timestep back.
  @inline(__always)
  static func backward(
    gates: Gates, saved: Saved, previous: State, dState d: inout State
  ) -> Backward<GRU> {
    let (r, z, n) = (gates.r, gates.z, gates.n)
    let dn = d.h * (1 - z)
    let dz = d.h * (previous.h - n)
    let dan = dn * saved.slope
    let dr = dan * saved.recurrent
    let dar = dr * r * (1 - r)
    let daz = dz * z * (1 - z)
    var before = State()
    before.h = d.h * z
    return Backward(
      gates: Gates(r: dr, z: dz, n: dn), ax: Gates(r: dar, z: daz, n: dan),
      ah: Gates(r: dar, z: daz, n: dan * r), previous: before)
  }
}
