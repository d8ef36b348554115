/// A layer's ∂L/∂W as sums over all timesteps, in blocks of rows.
struct WeightSums: Divisible {
  let layer: Layer
  let gradients: LayerParameters
  /// (T, B, inputs)
  let x: UnsafePointer<Double>
  let trace: LayerTrace
  let shares: Int
  let stop: StopSignal

  /// How many blocks the rows make: enough for some cores, few enough that x and h are worth laying out for each. The
  /// sizes alone say it, since a product's size may decide on the order of its sums.
  static func blocks(_ shape: Shape) -> Int {
    if shape.batch == 1 || shape.gateRows < 128 { return 1 }
    return shape.gateRows < 512 ? 2 : shape.gateRows < 2048 ? 4 : 8
  }

  func perform(_ share: Int) {
    let (shape, inputs, places) = (layer.shape, layer.inputs, trace.layout)
    let (rows, hidden, blocks) = (shape.gateRows, shape.hidden, WeightSums.blocks(shape))
    let own = blocks * share / shares..<blocks * (share + 1) / shares
    let (dax, dah, states) = (trace.start(places.dax), trace.start(places.dah), trace.start(places.states))
    let (dInputWeights, dRecurrentWeights) = (gradients.inputWeights.pointer, gradients.recurrentWeights.pointer)
    let (dInputBias, dRecurrentBias) = (gradients.inputBias.pointer, gradients.recurrentBias.pointer)
    for start in stride(from: 0, to: shape.length, by: layer.block) {
      if stop.isSet { return }
      let samples = (min(start + layer.block, shape.length) - start) * shape.batch
      let above = start * shape.batch
      let beta = start == 0 ? 0.0 : 1.0
      for block in own {
        let (first, end) = (bound(block, of: blocks), bound(block + 1, of: blocks))
        let (dax, dah) = (dax + above * rows + first, dah + above * rows + first)
        multiplyOuter(
          dax, lda: rows, x + above * inputs, into: dInputWeights + first * inputs, m: end - first, n: inputs,
          k: samples, beta: beta)
        multiplyOuter(
          dah, lda: rows, states + above * hidden, into: dRecurrentWeights + first * hidden, m: end - first,
          n: hidden, k: samples, beta: beta)
        if start == 0 { (dInputBias + first).update(repeating: 0, count: end - first) }
        addRows(dax, lda: rows, into: dInputBias + first, m: samples, n: end - first)
        if layer.cell.addsProjections { continue }
        if start == 0 { (dRecurrentBias + first).update(repeating: 0, count: end - first) }
        addRows(dah, lda: rows, into: dRecurrentBias + first, m: samples, n: end - first)
      }
    }
  }

  /// The first row of a block, at a whole lane.
  private func bound(_ block: Int, of blocks: Int) -> Int {
    let rows = layer.shape.gateRows
    return block == blocks ? rows : rows * block / blocks / Arena.lane * Arena.lane
  }
}
