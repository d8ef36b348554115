// One timestep's elementwise work on one layer: B samples of H units, read from and written to plain memory. The only
// place where a cell's equations meet pointers.

/// What the equations read and write going forward. Components of a record lie `plane` values apart.
struct ForwardStep {
  let batch: Int
  let units: Int
  /// Wx·x + bx (B, G·H), and Wh·h + bh (B, G·H).
  let ax: UnsafePointer<Double>
  let ah: UnsafePointer<Double>
  /// h and c at t−1 and at t, (B, H) each.
  let previous: UnsafePointer<Double>
  let state: UnsafeMutablePointer<Double>
  let statePlane: Int
  /// Gates and saved values at t, (B, H) each.
  let gates: UnsafeMutablePointer<Double>
  let saved: UnsafeMutablePointer<Double>
  let plane: Int

  @inline(__always)
  func run<C: Cell>(_: C.Type, _ activation: Activation) {
    for sample in 0..<batch {
      let projection = sample * units * C.Gates.count
      let row = sample * units
      var unit = 0
      while unit < units {
        let lanes = min(8, units - unit)
        var state = C.State.load(previous + row + unit, stride: statePlane, lanes: lanes)
        var saved = C.Saved()
        let gates = C.forward(
          ax: C.Gates.load(ax + projection + unit, stride: units, lanes: lanes),
          ah: C.Gates.load(ah + projection + unit, stride: units, lanes: lanes),
          activation: activation, state: &state, saved: &saved)
        state.store(self.state + row + unit, stride: statePlane, lanes: lanes)
        gates.store(self.gates + row + unit, stride: plane, lanes: lanes)
        saved.store(self.saved + row + unit, stride: plane, lanes: lanes)
        unit += 8
      }
    }
  }
}

/// What the equations read and write going back.
struct BackwardStep {
  let batch: Int
  let units: Int
  /// What the forward step left at t, (B, H) each.
  let gates: UnsafePointer<Double>
  let saved: UnsafePointer<Double>
  let plane: Int
  /// h and c at t−1.
  let previous: UnsafePointer<Double>
  let statePlane: Int
  /// ∂L/∂h_t and ∂L/∂c_t as they arrive, (B, H) each and `arrivingPlane` apart.
  let arriving: UnsafePointer<Double>
  let arrivingPlane: Int
  /// The totals, and ∂L/∂gates, (B, H) each and `dPlane` apart.
  let dState: UnsafeMutablePointer<Double>
  let dGates: UnsafeMutablePointer<Double>
  let dPlane: Int
  /// ∂L/∂ax and, where it differs, ∂L/∂ah, (B, G·H).
  let dax: UnsafeMutablePointer<Double>
  let dah: UnsafeMutablePointer<Double>?
  /// What passes to t−1 without Wh, (B, H) each and `arrivingPlane` apart; may be `arriving` itself.
  let dPrevious: UnsafeMutablePointer<Double>

  @inline(__always)
  func run<C: Cell>(_: C.Type) {
    for sample in 0..<batch {
      let projection = sample * units * C.Gates.count
      let row = sample * units
      var unit = 0
      while unit < units {
        let lanes = min(8, units - unit)
        let at = row + unit
        var d = C.State.load(arriving + at, stride: arrivingPlane, lanes: lanes)
        let back = C.backward(
          gates: C.Gates.load(gates + at, stride: plane, lanes: lanes),
          saved: C.Saved.load(saved + at, stride: plane, lanes: lanes),
          previous: C.State.load(previous + at, stride: statePlane, lanes: lanes), dState: &d)
        d.store(dState + at, stride: dPlane, lanes: lanes)
        back.gates.store(dGates + at, stride: dPlane, lanes: lanes)
        back.ax.store(dax + projection + unit, stride: units, lanes: lanes)
        if let dah { back.ah.store(dah + projection + unit, stride: units, lanes: lanes) }
        back.previous.store(dPrevious + at, stride: arrivingPlane, lanes: lanes)
        unit += 8
      }
    }
  }
}
