/// All that one training step left in one layer: T timesteps, B samples, H units.
public struct LayerTrace: Sendable {
  private let arena: Arena
  let layout: LayerLayout

  init(in arena: Arena, _ layout: LayerLayout) { (self.arena, self.layout) = (arena, layout) }

  /// The first value of a region. A view would count its holders twice, which shows in a step of some microseconds.
  func start(_ region: Region) -> UnsafeMutablePointer<Double> { arena.base + region.offset }

  /// States of t = 0 … T, h first. (states, T+1, B, H)
  var states: Tensor { Tensor(in: arena, layout.states) }
  /// Hidden states h_1 … h_T. (T, B, H)
  public var h: Tensor { Tensor(in: arena, layout.h) }
  /// Gates after the squashing. (gates, T, B, H)
  var gates: Tensor { Tensor(in: arena, layout.gates) }
  /// What the cell's backward equations need besides. (saved, T, B, H)
  var saved: Tensor { Tensor(in: arena, layout.saved) }
  /// Total ∂L/∂states, through every later timestep and layer. (states, T, B, H)
  var dStates: Tensor { Tensor(in: arena, layout.dStates) }
  /// Total ∂L/∂gates. (gates, T, B, H)
  var dGates: Tensor { Tensor(in: arena, layout.dGates) }
  /// ∂L/∂ax. (T, B, G·H)
  var dax: Tensor { Tensor(in: arena, layout.dax) }
  /// ∂L/∂ah: `dax` itself for a cell that adds its projections. (T, B, G·H)
  var dah: Tensor { Tensor(in: arena, layout.dah) }
  /// How many timesteps of ∂L/∂states, ∂L/∂gates and the recurrent part are kept: T, or one that the next overwrites.
  var recorded: Int { layout.recorded }

  /// The part of ∂L/∂h_t that arrives at t from the loss or the layer above. (T, B, H)
  public var dhDirect: Tensor { Tensor(in: arena, layout.dhDirect) }
  /// The part of ∂L/∂h_t that flows back from t+1. (T, B, H)
  ///
  /// The two add up to the total, unless clipping inside BPTT cut it.
  public var dhRecurrent: Tensor { Tensor(in: arena, layout.dhRecurrent) }
  /// ∂L/∂ of the states at t = 0, h first. (states, B, H)
  public var dInitial: Tensor { Tensor(in: arena, layout.dInitial) }

  /// State k (0 is h) of t = 1 … T. (T, B, H)
  public func state(_ k: Int) -> Tensor { slice(layout.states, k, from: 1, like: layout.h) }
  /// Gate k in the order of the cell's description. (T, B, H)
  public func gate(_ k: Int) -> Tensor { slice(layout.gates, k, like: layout.h) }
  /// Total ∂L/∂state k. (T, B, H)
  public func dState(_ k: Int) -> Tensor { slice(layout.dStates, k, like: layout.dhRecurrent) }
  /// Total ∂L/∂gate k. (T, B, H)
  public func dGate(_ k: Int) -> Tensor { slice(layout.dGates, k, like: layout.dhRecurrent) }

  /// The gate of that name, such as `f`; nil where the cell has none. (T, B, H)
  public func gate(_ name: String) -> Tensor? { layout.cell.index(ofGate: name).map(gate) }
  /// Total ∂L/∂ of the gate of that name. (T, B, H)
  public func dGate(_ name: String) -> Tensor? { layout.cell.index(ofGate: name).map(dGate) }
  /// The state of that name, such as `c`; nil where the cell has none. (T, B, H)
  public func state(_ name: String) -> Tensor? { layout.cell.index(ofState: name).map(state) }
  /// Total ∂L/∂ of the state of that name. (T, B, H)
  public func dState(_ name: String) -> Tensor? { layout.cell.index(ofState: name).map(dState) }

  /// Total ∂L/∂h_t. (T, B, H)
  public var dh: Tensor { dState(0) }

  /// The kth (timesteps, B, H) of a region, from its timestep `first` on, with the shape of another: no array is made.
  private func slice(_ region: Region, _ k: Int, from first: Int = 0, like other: Region) -> Tensor {
    precondition(k >= 0 && k < region.shape[0], "index \(k) on an axis of \(region.shape[0])")
    let row = region.shape[2] * region.shape[3]
    return Tensor(in: arena, other.moved(to: region.offset + (k * region.shape[1] + first) * row))
  }
}
