import Testing

@testable import Recurrence

/// Total ∂L/∂h_t and ∂L/∂c_t by their definition: change the state at t, let everything after it follow, and see what
/// becomes of the loss.
struct StateGradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cell: CellKind
    let activation: Activation
    let layers: Int
    var testDescription: String { "\(cell.name) \(activation) \(layers)" }
  }

  static let cases = Cells.all.flatMap { cell in
    Activation.allCases.flatMap { activation in
      (1...3).map { Case(cell: cell, activation: activation, layers: $0) }
    }
  }

  /// How h_t follows from another state of the same timestep, where the cell has one: its total gradient goes through
  /// h_t too. A new cell with a second state needs its line here.
  private func hidden(_ rig: Rig, layer: Int, from state: Int, at k: Int) throws -> Double? {
    guard state > 0 else { return nil }
    try #require(rig.trace.shape.cell.name == "lstm", "how h_t follows from this cell's second state isn't known here")
    let own = rig.trace.layers[layer]
    return own.gate(3)[flat: k] * rig.trace.experiment.activation.evaluate(own.state(state)[flat: k]).value
  }

  /// The loss with state number `state` of `layer` changed by `offset` at the flat position `k` of (T, B, H).
  private func loss(_ rig: Rig, layer: Int, state: Int, at k: Int, changedBy offset: Double) throws -> Double {
    let shape = rig.trace.shape
    let own = rig.trace.layers[layer]
    let (place, h) = (own.state(state).pointer + k, own.h.pointer + k)
    let (start, startH) = (place.pointee, h.pointee)
    place.pointee = start + offset
    if let follows = try hidden(rig, layer: layer, from: state, at: k) { h.pointee = follows }
    let changed = Stack.ChangedState(layer: layer, t: k / (shape.batch * shape.hidden) + 1)
    #expect(rig.network.forward(rig.trace, after: changed, stop: StopSignal()))
    let loss = rig.trace.loss
    (place.pointee, h.pointee) = (start, startH)
    // What the change left behind would be the next one's starting point.
    #expect(rig.network.forward(rig.trace, after: changed, stop: StopSignal()))
    return loss
  }

  @Test(arguments: cases)
  func everyTimestepOf(_ own: Case) throws {
    for lossAt in LossPosition.allCases {
      for loss in Loss.allCases {
        let rig = Rig(
          .small(own.cell, layers: own.layers, lossAt: lossAt), activation: own.activation, loss: loss,
          seed: UInt64(17 + own.layers))
        rig.run()
        let row = rig.trace.shape.batch * rig.trace.shape.hidden
        var checked = 0
        for layer in 0..<own.layers {
          for state in own.cell.states.indices {
            let gradient = rig.trace.layers[layer].dState(state).values
            for t in 0..<rig.trace.shape.length {
              let k = t * row + (3 * t + layer) % row
              // With relu many a c is 0, where the two sides have slopes of their own.
              if state > 0 && rig.trace.layers[layer].state(state)[flat: k] == 0 { continue }
              checked += 1
              // An activation's kink within reach of one step spoils it; a wrong gradient differs at each.
              let off = try [2e-5, 2e-6].map { step in
                let up = try self.loss(rig, layer: layer, state: state, at: k, changedBy: step)
                let down = try self.loss(rig, layer: layer, state: state, at: k, changedBy: -step)
                return abs((up - down) / (2 * step) - gradient[k])
              }.min()!
              #expect(
                off < 1e-6 * max(1e-2, abs(gradient[k])),
                "∂L/∂\(own.cell.states[state])_\(t + 1) of layer \(layer), \(loss) at \(lossAt): off by \(off)")
            }
          }
        }
        #expect(checked * 3 > own.layers * own.cell.states.count * rig.trace.shape.length * 2)
      }
    }
  }
}
