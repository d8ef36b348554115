/// A layer's ∂L/∂W as sums over all timesteps, in blocks of rows: how many, the sizes alone say.
struct WeightSums: Divisible {
  let layer: Layer
  let gradients: LayerParameters
  /// (T, B, inputs)
  let x: Tensor
  let trace: LayerTrace
  let stop: StopSignal

  /// Enough for some cores, few enough that x and h are worth laying out for each.
  static func pieces(_ shape: Shape) -> Int {
    if shape.batch == 1 || shape.gateRows < 128 { return 1 }
    return shape.gateRows < 512 ? 2 : shape.gateRows < 2048 ? 4 : 8
  }

  func perform(_ piece: Int) {
    let (shape, inputs, places) = (layer.shape, layer.inputs, trace.layout)
    let rows = block(piece)
    let (first, count) = (rows.lowerBound, rows.count)
    let (dax, dah) = (trace.start(places.dax) + first, trace.start(places.dah) + first)
    let states = trace.start(places.states)
    let (inputBias, recurrentBias) = (gradients.inputBias.pointer + first, gradients.recurrentBias.pointer + first)
    inputBias.update(repeating: 0, count: count)
    recurrentBias.update(repeating: 0, count: count)
    for start in stride(from: 0, to: shape.length, by: layer.block) {
      if stop.isSet { return }
      let samples = (min(start + layer.block, shape.length) - start) * shape.batch
      let above = start * shape.batch
      let beta = start == 0 ? 0.0 : 1.0
      let (dax, dah) = (dax + above * shape.gateRows, dah + above * shape.gateRows)
      multiplyOuter(
        dax, lda: shape.gateRows, x.pointer + above * inputs,
        into: gradients.inputWeights.pointer + first * inputs, m: count, n: inputs, k: samples, beta: beta)
      multiplyOuter(
        dah, lda: shape.gateRows, states + above * shape.hidden,
        into: gradients.recurrentWeights.pointer + first * shape.hidden, m: count, n: shape.hidden, k: samples,
        beta: beta)
      addRows(dax, lda: shape.gateRows, into: inputBias, m: samples, n: count)
      if !layer.cell.addsProjections { addRows(dah, lda: shape.gateRows, into: recurrentBias, m: samples, n: count) }
    }
    if layer.cell.addsProjections { recurrentBias.update(from: inputBias, count: count) }
  }

  /// The rows of a piece, from a whole lane on.
  private func block(_ piece: Int) -> Range<Int> {
    let (rows, pieces) = (layer.shape.gateRows, WeightSums.pieces(layer.shape))
    func bound(_ k: Int) -> Int { k == pieces ? rows : rows * k / pieces / Arena.lane * Arena.lane }
    return bound(piece)..<bound(piece + 1)
  }
}
