import CKernels

/// A layer's way forward, in shares of samples: none reads what another computes.
struct ForwardPass: Divisible {
  let layer: Layer
  /// (G·H)
  let inputBias: UnsafePointer<Double>
  /// (G·H)
  let recurrentBias: UnsafePointer<Double>
  /// (T, B, inputs)
  let x: UnsafePointer<Double>
  let batch: Batch
  let trace: LayerTrace
  let activation: Activation
  /// The timestep whose states the trace holds.
  let start: Int
  let shares: Int
  let stop: StopSignal

  func perform(_ share: Int) {
    let (shape, samples, isRagged) = (layer.shape, layer.samples(share, of: shares), batch.spans != nil)
    let (row, units, first) = (layer.row, shape.hidden, samples.lowerBound)
    let plane = shape.length * row
    let places = trace.layout
    let states = trace.start(places.states) + first * units
    let (gates, saved) = (trace.start(places.gates) + first * units, trace.start(places.saved) + first * units)
    let (ax, ah) = (layer.ax.pointer + first * layer.block * shape.gateRows, layer.ah.pointer + first * shape.gateRows)
    let equations = layer.cell.forward
    for begin in stride(from: start, to: shape.length, by: layer.block) {
      let end = min(begin + layer.block, shape.length)
      layer.forwardWeights.x.multiply(
        layer.input(x, begin..<end, samples), samples: (end - begin) * samples.count, plus: inputBias, into: ax)
      for t in begin..<end {
        if stop.isSet { return }
        let previous = states + t * row
        layer.forwardWeights.h.multiply(
          previous, samples: samples.count, plus: recurrentBias, into: ah, fromEnd: t % 2 == 1)
        equations(
          ForwardStep(
            batch: samples.count, units: units, ax: ax + (t - begin) * samples.count * shape.gateRows, ah: ah,
            previous: previous, state: states + (t + 1) * row, statePlane: plane + row, gates: gates + t * row,
            saved: saved + t * row, plane: plane),
          activation)
        if isRagged { layer.hold(batch.outside(t + 1, of: samples), at: t, trace) }
      }
    }
  }
}
