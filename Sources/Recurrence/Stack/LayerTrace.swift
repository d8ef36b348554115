/// All that one training step left in one layer: T timesteps, B samples, H units.
public final class LayerTrace: Sendable {
  /// States of t = 0 … T, h first; the row of t = 0 is zero. (states, T+1, B, H)
  let states: Tensor
  /// Hidden states h_1 … h_T. (T, B, H)
  public let h: Tensor
  /// Gates after the squashing. (gates, T, B, H)
  let gates: Tensor
  /// What the cell's backward equations need besides. (saved, T, B, H)
  let saved: Tensor
  /// Total ∂L/∂states, through every later timestep and layer. (states, T, B, H)
  let dStates: Tensor
  /// Total ∂L/∂gates. (gates, T, B, H)
  let dGates: Tensor
  /// ∂L/∂ax. (T, B, G·H)
  let dax: Tensor
  /// ∂L/∂ah: `dax` itself for a cell that adds its projections. (T, B, G·H)
  let dah: Tensor

  /// The part of ∂L/∂h_t that arrives at t from the loss or the layer above. (T, B, H)
  public let dhDirect: Tensor
  /// The part of ∂L/∂h_t that flows back from t+1. (T, B, H)
  ///
  /// The two add up to the total, unless clipping inside BPTT cut it.
  public let dhRecurrent: Tensor

  /// How many timesteps of ∂L/∂states, ∂L/∂gates and the recurrent part are kept: T, or one that the next overwrites.
  let recorded: Int

  init(_ shape: Shape, recordsGradients: Bool) {
    let (length, batch, hidden) = (shape.length, shape.batch, shape.hidden)
    let (stateCount, gateCount) = (shape.cell.states.count, shape.cell.gates.count)
    states = Tensor(shape: [stateCount, length + 1, batch, hidden])
    h = states.view(shape: [length, batch, hidden], offset: batch * hidden)
    gates = Tensor(shape: [gateCount, length, batch, hidden])
    saved = Tensor(shape: [shape.cell.savedCount, length, batch, hidden])
    recorded = recordsGradients ? length : 1
    dStates = Tensor(shape: [stateCount, recorded, batch, hidden])
    dGates = Tensor(shape: [gateCount, recorded, batch, hidden])
    dax = Tensor(shape: [length, batch, shape.gateRows])
    dah = shape.cell.addsProjections ? dax : Tensor(shape: [length, batch, shape.gateRows])
    dhDirect = Tensor(shape: [length, batch, hidden])
    dhRecurrent = Tensor(shape: [recorded, batch, hidden])
  }

  /// State k (0 is h) of t = 1 … T. (T, B, H)
  public func state(_ k: Int) -> Tensor {
    let all = states[k]
    return all.view(shape: dhDirect.shape, offset: all.count / all.shape[0])
  }

  /// Gate k in the order of the cell's description. (T, B, H)
  public func gate(_ k: Int) -> Tensor { gates[k] }
  /// Total ∂L/∂state k. (T, B, H)
  public func dState(_ k: Int) -> Tensor { dStates[k] }
  /// Total ∂L/∂gate k. (T, B, H)
  public func dGate(_ k: Int) -> Tensor { dGates[k] }

  /// Total ∂L/∂h_t. (T, B, H)
  public var dh: Tensor { dState(0) }
}
