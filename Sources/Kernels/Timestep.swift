import CKernels
import RecurrentCells

// One timestep's elementwise work on one layer: the only place where a cell's equations meet memory.

extension ForwardStep {
  @inline(__always)
  func run<C: Cell>(_: C.Type, _ activation: Activation) {
    for sample in 0..<batch {
      let projection = sample * units * C.Gates.count
      let row = sample * units
      var unit = 0
      while unit < units {
        let lanes = min(8, units - unit)
        var state = C.State.load(previous + row + unit, stride: statePlane)
        var saved = C.Saved()
        let gates = C.forward(
          ax: C.Gates.load(ax + projection + unit, stride: units),
          ah: C.Gates.load(ah + projection + unit, stride: units),
          activation: activation, state: &state, saved: &saved)
        state.store(self.state + row + unit, stride: statePlane, lanes: lanes)
        gates.store(self.gates + row + unit, stride: plane, lanes: lanes)
        saved.store(self.saved + row + unit, stride: plane, lanes: lanes)
        unit += 8
      }
    }
  }
}

extension BackwardStep {
  @inline(__always)
  func run<C: Cell>(_: C.Type) {
    for sample in 0..<batch {
      let projection = sample * units * C.Gates.count
      let row = sample * units
      var unit = 0
      while unit < units {
        let lanes = min(8, units - unit)
        let at = row + unit
        var d = C.State.load(arriving + at, stride: arrivingPlane)
        let back = C.backward(
          gates: C.Gates.load(gates + at, stride: plane),
          saved: C.Saved.load(saved + at, stride: plane),
          previous: C.State.load(previous + at, stride: statePlane), dState: &d)
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
