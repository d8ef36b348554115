import CKernels

/// One layer of any cell: all the matrix work, forward and back through time.
///
/// Wx·x of all timesteps is one product, Wh·h is a product per timestep, and the weight gradients are products over
/// all timesteps at once. The cell adds its elementwise equations between them. An object, as a copy would retain each of
/// its tensors; its memory is for one step at a time.
final class Layer {
  let shape: Shape
  let index: Int
  let cell: CellKind
  /// Wxᵀ (inputs, G·H) and Whᵀ (H, G·H) for the way forward.
  private let forwardWeights: (x: PackedMatrix, h: PackedMatrix)
  /// Wx (G·H, inputs) and Wh (G·H, H) for the way back.
  private let backwardWeights: (x: PackedMatrix, h: PackedMatrix)
  /// Wx·x + bx of a block of timesteps. (block, B, G·H)
  private let ax: Tensor
  /// Wh·h + bh of one timestep. (B, G·H)
  private let ah: Tensor
  /// ∂L/∂states on their way from t to t−1. (states, B, H)
  let carried: Tensor
  /// What passes unchanged through samples that have no timestep t. (states, B, H)
  let passing: Tensor
  /// How many timesteps make one matrix product: enough rows for the kernel, few enough to stay in the cache and to
  /// stop between.
  private let block: Int

  init(_ shape: Shape, index: Int) {
    self.shape = shape
    self.index = index
    cell = shape.cell
    block = min(shape.length, max(1, 256 / shape.batch))
    let (inputs, rows, isForOne) = (shape.inputs(ofLayer: index), shape.gateRows, shape.batch == 1)
    forwardWeights = (
      PackedMatrix(rows: inputs, columns: rows, isForOne: false),
      PackedMatrix(rows: shape.hidden, columns: rows, isForOne: isForOne)
    )
    backwardWeights = (
      PackedMatrix(rows: rows, columns: inputs, isForOne: false),
      PackedMatrix(rows: rows, columns: shape.hidden, isForOne: isForOne)
    )
    ax = Tensor(shape: [block, shape.batch, shape.gateRows])
    ah = Tensor(shape: [shape.batch, shape.gateRows])
    carried = Tensor(shape: [cell.states.count, shape.batch, shape.hidden])
    passing = Tensor(shape: carried.shape)
  }

  private var inputs: Int { shape.inputs(ofLayer: index) }
  var row: Int { shape.batch * shape.hidden }
  var projection: Int { shape.batch * shape.gateRows }

  /// Fills the trace's states, gates and saved values of the timesteps after `start`, from the state that it holds
  /// there. `x` is (T, B, inputs).
  func forward(
    _ p: LayerParameters, x: Tensor, batch: Batch, trace: LayerTrace, activation: Activation, from start: Int = 0,
    stop: StopSignal
  ) {
    let (hidden, samples, isRagged) = (shape.hidden, shape.batch, batch.spans != nil)
    let plane = shape.length * row
    let places = trace.layout
    let (states, gates, saved) = (trace.start(places.states), trace.start(places.gates), trace.start(places.saved))
    let (inputBias, recurrentBias, equations) = (p.inputBias.pointer, p.recurrentBias.pointer, cell.forward)
    forwardWeights.x.pack(transposing: p.inputWeights.pointer)
    forwardWeights.h.pack(transposing: p.recurrentWeights.pointer)
    for first in stride(from: start, to: shape.length, by: block) {
      let end = min(first + block, shape.length)
      forwardWeights.x.multiply(
        x.pointer + first * samples * inputs, samples: (end - first) * samples, plus: inputBias, into: ax.pointer)
      for t in first..<end {
        if stop.isSet { return }
        let previous = states + t * row
        forwardWeights.h.multiply(
          previous, samples: samples, plus: recurrentBias, into: ah.pointer, fromEnd: t % 2 == 1)
        equations(
          ForwardStep(
            batch: samples, units: hidden, ax: ax.pointer + (t - first) * projection, ah: ah.pointer,
            previous: previous, state: states + (t + 1) * row, statePlane: plane + row, gates: gates + t * row,
            saved: saved + t * row, plane: plane),
          activation)
        if isRagged { hold(batch.outside(t + 1), at: t, trace) }
      }
    }
  }

  /// Backpropagation through time. Reads `trace.dhDirect`; fills the trace's gradients.
  ///
  /// What flows back is dropped every `window` timesteps, counted from T: truncated BPTT. `final` is what arrives at the
  /// states beside h of each sample's last timestep, (states, B, H).
  func backward(
    _ p: LayerParameters, batch: Batch, trace: LayerTrace, final: Tensor?, clipping: Clipping, window: Int,
    stop: StopSignal
  ) -> BackwardClipReport {
    var report = BackwardClipReport()
    let (hidden, samples, isRagged) = (shape.hidden, shape.batch, batch.spans != nil)
    let plane = shape.length * row
    let places = trace.layout
    let (states, gates, saved) = (trace.start(places.states), trace.start(places.gates), trace.start(places.saved))
    let (dStates, dGates) = (trace.start(places.dStates), trace.start(places.dGates))
    let (dax, dah) = (trace.start(places.dax), trace.start(places.dah))
    let (dhDirect, dhRecurrent) = (trace.start(places.dhDirect), trace.start(places.dhRecurrent))
    let equations = cell.backward
    backwardWeights.h.pack(p.recurrentWeights.pointer)
    for t in stride(from: shape.length - 1, through: 0, by: -1) {
      if stop.isSet { break }
      // Nothing comes from beyond T, nor from beyond the window.
      if (shape.length - 1 - t) % window == 0 {
        if isRagged { drop(batch, at: t) } else { carried.fill(0) }
      }
      if let final { join(final, batch, at: t) }
      // ∂L/∂h_t = direct + recurrent
      let dh = carried.pointer
      let direct = dhDirect + t * row
      let kept = min(t, places.recorded - 1) * row
      (dhRecurrent + kept).update(from: dh, count: row)
      for k in 0..<row { dh[k] += direct[k] }
      report.clip(UnsafeMutableBufferPointer(start: dh, count: row), clipping)
      if isRagged { passing.copy(from: carried) }
      equations(
        BackwardStep(
          batch: samples, units: hidden, gates: gates + t * row, saved: saved + t * row, plane: plane,
          previous: states + t * row, statePlane: plane + row, arriving: dh, arrivingPlane: row,
          dState: dStates + kept, dGates: dGates + kept, dPlane: places.recorded * row, dax: dax + t * projection,
          dah: cell.addsProjections ? nil : dah + t * projection, dPrevious: dh))
      if isRagged { forget(batch.outside(t + 1), at: t, kept: kept, trace) }
      // … and the route of h through Wh.
      backwardWeights.h.multiply(dah + t * projection, samples: samples, into: dh, fromEnd: t % 2 == 1)
      if isRagged { passOn(batch.outside(t + 1)) }
    }
    trace.dInitial.copy(from: carried)
    return report
  }

  /// ∂L/∂W as sums over all timesteps, after `backward`.
  func accumulate(_ gradients: LayerParameters, x: Tensor, trace: LayerTrace, stop: StopSignal) {
    let (rows, hidden) = (shape.gateRows, shape.hidden)
    let places = trace.layout
    let (dax, dah, states) = (trace.start(places.dax), trace.start(places.dah), trace.start(places.states))
    gradients.inputBias.fill(0)
    gradients.recurrentBias.fill(0)
    for start in stride(from: 0, to: shape.length, by: block) {
      if stop.isSet { return }
      let samples = (min(start + block, shape.length) - start) * shape.batch
      let first = start * shape.batch
      let beta = start == 0 ? 0.0 : 1.0
      multiplyOuter(
        dax + first * rows, lda: rows, x.pointer + first * inputs, into: gradients.inputWeights.pointer,
        m: rows, n: inputs, k: samples, beta: beta)
      multiplyOuter(
        dah + first * rows, lda: rows, states + first * hidden,
        into: gradients.recurrentWeights.pointer, m: rows, n: hidden, k: samples, beta: beta)
      addRows(dax + first * rows, into: gradients.inputBias.pointer, m: samples, n: rows)
      if !cell.addsProjections {
        addRows(dah + first * rows, into: gradients.recurrentBias.pointer, m: samples, n: rows)
      }
    }
    if cell.addsProjections { gradients.recurrentBias.copy(from: gradients.inputBias) }
  }

  /// ∂L/∂x, which is the direct part of ∂L/∂h_t in the layer below. (T, B, inputs)
  func descend(_ p: LayerParameters, trace: LayerTrace, into dx: Tensor, stop: StopSignal) {
    backwardWeights.x.pack(p.inputWeights.pointer)
    dx.fill(0)
    let dax = trace.dax
    for start in stride(from: 0, to: shape.length, by: block) {
      if stop.isSet { return }
      let samples = (min(start + block, shape.length) - start) * shape.batch
      let first = start * shape.batch
      backwardWeights.x.multiply(
        dax.pointer + first * shape.gateRows, samples: samples, into: dx.pointer + first * inputs)
    }
  }
}
