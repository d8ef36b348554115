import CKernels

/// A layer's way back through time, in shares of samples: none reads what another computes, but for clipping by the
/// norm of all.
struct BackwardPass: Divisible {
  let layer: Layer
  let batch: Batch
  let trace: LayerTrace
  /// What arrives at the states beside h of each sample's last timestep. (states, B, H)
  let final: Tensor?
  /// What flows back is dropped every so many timesteps, counted from T.
  let window: Int
  let shares: Int
  let stop: StopSignal

  func perform(_ share: Int) {
    var report = BackwardClipReport()
    perform(layer.samples(share, of: shares), .off, &report)
  }

  /// Some samples, and all of them where clipping is inside BPTT.
  func perform(_ samples: Range<Int>, _ clipping: Clipping, _ report: inout BackwardClipReport) {
    let (shape, cell, isRagged) = (layer.shape, layer.cell, batch.spans != nil)
    let (row, projection, first) = (layer.row, layer.projection, samples.lowerBound)
    // Where a share begins in what has a row of units, or of gates, for each sample.
    let (own, ownGates, count) = (first * shape.hidden, first * shape.gateRows, samples.count * shape.hidden)
    let plane = shape.length * row
    let places = trace.layout
    let (states, gates, saved) = (
      trace.start(places.states) + own, trace.start(places.gates) + own, trace.start(places.saved) + own
    )
    let (dStates, dGates) = (trace.start(places.dStates) + own, trace.start(places.dGates) + own)
    let (dax, dah) = (trace.start(places.dax) + ownGates, trace.start(places.dah) + ownGates)
    let (dhDirect, dhRecurrent) = (trace.start(places.dhDirect) + own, trace.start(places.dhRecurrent) + own)
    let equations = cell.backward
    let dh = layer.carried.pointer + own
    for t in stride(from: shape.length - 1, through: 0, by: -1) {
      if stop.isSet { return }
      // Nothing comes from beyond T, nor from beyond the window.
      if (shape.length - 1 - t) % window == 0 { layer.drop(samples, batch, at: t) }
      if let final { layer.join(final, samples, batch, at: t) }
      // ∂L/∂h_t = direct + recurrent
      let direct = dhDirect + t * row
      let kept = min(t, places.recorded - 1) * row
      (dhRecurrent + kept).update(from: dh, count: count)
      for k in 0..<count { dh[k] += direct[k] }
      report.clip(UnsafeMutableBufferPointer(start: dh, count: count), clipping)
      if isRagged { layer.letPass(samples) }
      equations(
        BackwardStep(
          batch: samples.count, units: shape.hidden, gates: gates + t * row, saved: saved + t * row, plane: plane,
          previous: states + t * row, statePlane: plane + row, arriving: dh, arrivingPlane: row,
          dState: dStates + kept, dGates: dGates + kept, dPlane: places.recorded * row, dax: dax + t * projection,
          dah: cell.addsProjections ? nil : dah + t * projection, dPrevious: dh))
      if isRagged { layer.forget(batch.outside(t + 1, of: samples), at: t, kept: kept, trace) }
      // … and the route of h through Wh.
      layer.backwardWeights.h.multiply(
        dah + t * projection, samples: samples.count, into: dh, fromEnd: t % 2 == 1)
      if isRagged { layer.passOn(batch.outside(t + 1, of: samples)) }
    }
  }
}
