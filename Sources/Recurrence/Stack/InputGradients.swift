/// ∂L/∂x of a layer, which is the direct part of ∂L/∂h_t in the layer below, in shares of timesteps.
struct InputGradients: Divisible {
  let layer: Layer
  let trace: LayerTrace
  /// (T, B, inputs)
  let dx: Tensor
  let shares: Int
  let stop: StopSignal

  func perform(_ share: Int) {
    let (shape, inputs, dax) = (layer.shape, layer.inputs, trace.dax)
    let (begin, end) = (shape.length * share / shares, shape.length * (share + 1) / shares)
    for start in stride(from: begin, to: end, by: layer.block) {
      if stop.isSet { return }
      let samples = (min(start + layer.block, end) - start) * shape.batch
      let first = start * shape.batch
      let into = dx.pointer + first * inputs
      into.update(repeating: 0, count: samples * inputs)
      layer.backwardWeights.x.multiply(dax.pointer + first * shape.gateRows, samples: samples, into: into)
    }
  }
}
