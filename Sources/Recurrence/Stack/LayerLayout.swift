/// Where the tensors of one layer's trace lie within their arena: T timesteps, B samples, H units.
final class LayerLayout: Sendable {
  let cell: CellKind
  /// States of t = 0 … T, h first. (states, T+1, B, H)
  let states: Region
  /// h_1 … h_T, within `states`. (T, B, H)
  let h: Region
  /// (gates, T, B, H)
  let gates: Region
  /// (saved, T, B, H)
  let saved: Region
  /// (states, recorded, B, H)
  let dStates: Region
  /// (gates, recorded, B, H)
  let dGates: Region
  /// (T, B, G·H)
  let dax: Region
  /// (T, B, G·H); the place of `dax` for a cell that adds its projections.
  let dah: Region
  /// (T, B, H)
  let dhDirect: Region
  /// (recorded, B, H)
  let dhRecurrent: Region
  /// (states, B, H)
  let dInitial: Region
  /// How many timesteps of ∂L/∂states, ∂L/∂gates and the recurrent part are kept: T, or one that the next overwrites.
  let recorded: Int

  init(_ shape: Shape, recordsGradients: Bool = true, plan: inout ArenaPlan) {
    let (length, batch, hidden) = (shape.length, shape.batch, shape.hidden)
    let (stateCount, gateCount) = (shape.cell.states.count, shape.cell.gates.count)
    cell = shape.cell
    recorded = recordsGradients ? length : 1
    states = plan.place([stateCount, length + 1, batch, hidden])
    h = Region([length, batch, hidden], at: states.offset + batch * hidden)
    gates = plan.place([gateCount, length, batch, hidden])
    saved = plan.place([shape.cell.savedCount, length, batch, hidden])
    dStates = plan.place([stateCount, recorded, batch, hidden])
    dGates = plan.place([gateCount, recorded, batch, hidden])
    dax = plan.place([length, batch, shape.gateRows])
    dah = shape.cell.addsProjections ? dax : plan.place([length, batch, shape.gateRows])
    dhDirect = plan.place([length, batch, hidden])
    dhRecurrent = plan.place([recorded, batch, hidden])
    dInitial = plan.place([stateCount, batch, hidden])
  }
}
