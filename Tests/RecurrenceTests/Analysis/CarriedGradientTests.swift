import Foundation
import Testing

@testable import Recurrence

struct CarriedGradientTests {
  /// What L_T alone makes of the same network: the recorded total of all states, layer by layer.
  @Test(arguments: Cells.all, [0, 1])
  func isTheGradientOfTheLastLossAlone(cell: CellKind, layer: Int) throws {
    let trace = try smallTrace(cell, layers: 2) { $0.length = 12 }
    #expect(trace.shape.lossAt == .every)
    var short = trace.shape
    short.lossAt = .last
    var alone = Trace(shape: short, experiment: trace.experiment, loss: trace.lossKind)
    alone.x.copy(from: trace.x)
    alone.target.copy(from: trace.target[11])
    alone.parameters.copy(from: trace.parameters)
    #expect(Network(short).run(&alone))
    let found = CarriedGradient(trace, layer: layer)
    for t in 0..<12 {
      let states = cell.states.indices.map { alone.layers[layer].dState($0)[t].norm }
      let wanted = log10(states.reduce(0, hypot))
      #expect(abs(found.decades[t] - wanted) < 1e-10, "t = \(t + 1)")
    }
    #expect(found.cuts.isEmpty && found == CarriedGradient(trace, layer: layer))
  }

  /// As it is recorded, and as it is followed, are one.
  @Test(arguments: Cells.all)
  func followingAndReadingAgree(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2, lossAt: .last) { $0.length = 9 }
    var held = trace
    // A mode inside BPTT that cuts nothing is followed.
    held.experiment.clipping = Clipping(.bpttValue, threshold: 1e9)
    for layer in 0..<2 {
      let (a, b) = (CarriedGradient(trace, layer: layer), CarriedGradient(held, layer: layer))
      for (x, y) in zip(a.decades, b.decades) { #expect(abs(x - y) < 1e-12) }
    }
  }

  @Test(arguments: [0.01, 100.0])
  func noRangeIsTooSmallOrTooLarge(_ gain: Double) throws {
    let linear = try autonomousRNN(
      hidden: 4, length: 500, activation: .identity, initializer: .orthogonal, gain: gain)
    // No state, or h itself would overflow.
    let trace = rerun(linear) { $0.x.fill(0) }
    let carried = CarriedGradient(trace, layer: 0)
    let slope = log10(gain)
    for t in 0..<499 { #expect(abs(carried.steps[t] - slope) < 1e-11) }
    #expect(abs(carried.decades[0] - carried.decades[499] - 499 * slope) < 1e-9)
  }

  @Test func itLiesBelowAFractionUpToTheFirstTimestepThatDoesNot() {
    // t = 5 is small again, but what comes before it isn't.
    let carried = CarriedGradient(handMade(dh: [2e-7, 2e-9, 2e-4, 1, 2e-5, 2]), layer: 0)
    #expect(carried.lastTimestep(below: -3) == 3)
    #expect(carried.lastTimestep(below: -6) == 2)
    #expect(carried.lastTimestep(below: -8) == nil)
  }
}
