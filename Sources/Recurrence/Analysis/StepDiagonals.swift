import CKernels

/// One timestep of a layer going back, as the diagonals of its elementwise maps.
///
/// A cell's backward equations are linear in what arrives and mix no two units. So a vector of ones, pushed back from
/// one state, leaves the whole diagonal of each map from that state: as many passes as states, whatever H.
struct StepDiagonals {
  let shape: Shape
  let layer: LayerTrace
  /// B, or 1 for one sample alone.
  let batch: Int
  private let sample: Int

  /// From arriving state k to ∂L/∂ax and ∂L/∂ah. (states, B, G·H)
  let ax: Tensor
  let ah: Tensor
  /// From arriving state k to what passes to state j at t−1 without Wh. (states k, states j, B, H)
  let previous: Tensor
  /// From arriving state k to the total of state j at t; 1 where k = j. (states k, states j, B, H)
  let total: Tensor

  private let arriving: Tensor  // (states, B, H)
  private let dGates: Tensor  // (gates, B, H)

  /// Room for the diagonals of a layer's timesteps, over all samples or over one.
  init(_ trace: Trace, layer: Int, sample: Int? = nil) {
    shape = trace.shape
    precondition(layer >= 0 && layer < shape.layers, "layer \(layer) of \(shape.layers)")
    if let sample { precondition(sample >= 0 && sample < shape.batch, "sample \(sample) of \(shape.batch)") }
    self.layer = trace.layers[layer]
    self.sample = sample ?? 0
    batch = sample == nil ? shape.batch : 1
    let states = shape.cell.states.count
    ax = Tensor(shape: [states, batch, shape.gateRows])
    ah = shape.cell.addsProjections ? ax : Tensor(shape: ax.shape)
    previous = Tensor(shape: [states, states, batch, shape.hidden])
    total = Tensor(shape: previous.shape)
    arriving = Tensor(shape: [states, batch, shape.hidden])
    dGates = Tensor(shape: [shape.cell.gates.count, batch, shape.hidden])
  }

  /// Fills the diagonals of timestep t, from 1.
  func fill(_ t: Int) {
    precondition(t >= 1 && t <= shape.length, "timestep \(t) of 1 … \(shape.length)")
    let row = shape.batch * shape.hidden
    let plane = batch * shape.hidden
    let offset = (t - 1) * row + sample * shape.hidden
    for k in shape.cell.states.indices {
      arriving.pointer.update(repeating: 0, count: arriving.count)
      (arriving.pointer + k * plane).update(repeating: 1, count: plane)
      shape.cell.backward(
        BackwardStep(
          batch: batch, units: shape.hidden, gates: layer.gates.pointer + offset,
          saved: layer.saved.pointer + offset, plane: shape.length * row,
          previous: layer.states.pointer + offset, statePlane: (shape.length + 1) * row, arriving: arriving.pointer,
          arrivingPlane: plane, dState: total[k].pointer, dGates: dGates.pointer, dPlane: plane, dax: ax[k].pointer,
          dah: shape.cell.addsProjections ? nil : ah[k].pointer, dPrevious: previous[k].pointer))
    }
  }
}
