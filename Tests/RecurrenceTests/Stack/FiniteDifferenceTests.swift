import Testing

@testable import Recurrence

/// Every gradient against central differences of the loss.
struct FiniteDifferenceTests {
  /// The catalogue, and the cell that the documentation adds to it.
  static let cells = Cells.all + [documentedCell]

  /// dL/dp by central differences, with p one number of the rig's memory.
  private func slope(_ rig: Rig, _ p: UnsafeMutablePointer<Double>, step: Double = 2e-5) -> Double {
    let start = p.pointee
    func loss(_ offset: Double) -> Double {
      p.pointee = start + offset
      return rig.run().loss
    }
    let result = (loss(step) - loss(-step)) / (2 * step)
    p.pointee = start
    return result
  }

  /// The difference from `gradient` of the slope at the first step that is small enough: an activation's kink within
  /// reach of a step spoils it, and a wrong gradient differs at every one.
  private func error(_ rig: Rig, _ p: UnsafeMutablePointer<Double>, _ gradient: Double, within size: Double) -> Double {
    var least = Double.infinity
    for step in [2e-5, 2e-6] where !(least < size) {
      least = min(least, abs(slope(rig, p, step: step) - gradient))
    }
    return least
  }

  @Test(arguments: cells, Activation.allCases)
  func parametersOf(_ cell: CellKind, _ activation: Activation) throws {
    for layers in 1...3 {
      for lossAt in LossPosition.allCases {
        for loss in Loss.allCases {
          let rig = Rig(
            .small(cell, layers: layers, lossAt: lossAt), activation: activation, loss: loss,
            seed: UInt64(11 + layers))
          rig.run()
          let gradients = rig.trace.gradients.entries.map { ($0.name, $0.tensor.values) }
          var random = Random(seed: 5, purpose: .analysis, index: UInt64(layers))
          for (index, (key, gradient)) in gradients.enumerated() {
            let tensor = rig.trace.parameters.entries[index].tensor
            let size = max(1e-2, gradient.reduce(0) { max($0, abs($1)) })
            for _ in 0..<2 {
              let k = Int.random(in: 0..<gradient.count, using: &random)
              let off = error(rig, tensor.pointer + k, gradient[k], within: 1e-6 * size)
              #expect(
                off < 1e-6 * size,
                "\(key)[\(k)] = \(gradient[k]), \(layers) layers, \(loss) at \(lossAt): off by \(off)")
            }
          }
        }
      }
    }
  }

  /// Every timestep by itself: ∂L/∂x_t = Wxᵀ·∂L/∂ax_t.
  @Test(arguments: cells)
  func everyTimestepOf(_ cell: CellKind) throws {
    let rig = Rig(.small(cell, layers: 2, lossAt: .every))
    let shape = rig.trace.shape
    rig.run()
    let dx = Tensor(shape: rig.trace.x.shape)
    Layer(shape, index: 0)
      .descend(rig.trace.parameters.layers[0], trace: rig.trace.layers[0], into: dx, stop: StopSignal())
    for k in 0..<dx.count {
      #expect(abs(slope(rig, rig.trace.x.pointer + k) - dx[flat: k]) < 1e-7, "∂L/∂x at \(k)")
    }
  }

  @Test(arguments: cells)
  func theTotalIsDirectPlusRecurrent(_ cell: CellKind) throws {
    for lossAt in LossPosition.allCases {
      let rig = Rig(.small(cell, layers: 3, lossAt: lossAt))
      for layer in rig.run().layers {
        for k in 0..<layer.dh.count {
          #expect(layer.dh[flat: k] == layer.dhDirect[flat: k] + layer.dhRecurrent[flat: k])
        }
        #expect(layer.dhRecurrent[rig.trace.shape.length - 1].norm == 0)
        #expect(layer.dhRecurrent[0].norm > 0)
      }
      let top = rig.trace.layers[2].dhDirect
      for t in 0..<(rig.trace.shape.length - 1) { #expect((top[t].norm == 0) == (lossAt == .last)) }
    }
  }

  /// A sequence long enough for several blocks of one matrix product, and lanes that don't divide the units.
  @Test(arguments: cells)
  func acrossBlocksAndLanes(_ cell: CellKind) throws {
    let shape = Shape(
      cell: cell, layers: 2, inputs: 3, hidden: 9, outputs: 4, length: 61, batch: 12,
      lossAt: .every)
    let rig = Rig(shape, scale: 0.2)
    rig.run()
    let gradients = rig.trace.gradients.entries.map(\.tensor.values)
    for (index, (key, tensor)) in rig.trace.parameters.entries.enumerated() {
      let k = tensor.count / 2
      let found = slope(rig, tensor.pointer + k)
      #expect(abs(found - gradients[index][k]) < 1e-6 * max(1, abs(found)), "\(key)")
    }
  }
}
