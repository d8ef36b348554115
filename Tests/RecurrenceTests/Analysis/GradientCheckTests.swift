import Testing

@testable import Recurrence

struct GradientCheckTests {
  @Test(arguments: Cells.all, Activation.allCases)
  func passesOnTheCatalogue(cell: CellKind, activation: Activation) throws {
    for (layers, loss, lossAt) in [(1, Loss.mse, LossPosition.last), (2, .xent, .every)] {
      let trace = try smallTrace(cell, layers: layers, lossAt: lossAt) {
        $0.activation = activation
        $0.loss = loss
      }
      let check = try #require(GradientCheck(trace, layer: 0, t: 3, samples: 3))
      #expect(check.isPassed, "\(check.parts.filter { !$0.isPassed })")
      // The allowance is no licence: nearly all are known, and what isn't tiny to six digits.
      let nonzero = check.parts.flatMap(\.components).filter { $0.gradient != 0 }
      #expect(nonzero.count { $0.isResolved } * 10 >= nonzero.count * 9, "\(cell.name) \(activation)")
      for component in nonzero where abs(component.gradient) > 1e-3 {
        #expect(component.relativeError < 1e-6, "\(cell.name) \(activation) \(component)")
      }
    }
  }

  @Test(arguments: Cells.all)
  func findsAWrongGradient(cell: CellKind) throws {
    let trace = try smallTrace(cell)
    trace.gradients.entries[1].tensor.pointer[2] *= 1 + 1e-5
    trace.layers[0].dh[2].pointer[6] *= 1 + 1e-5
    let check = try #require(GradientCheck(trace, layer: 0, t: 3, samples: 1000))
    #expect(!check.isPassed)
    #expect(check.parts.filter { !$0.isPassed }.map(\.tensor) == ["dh_l0", "weight_hh_l0"])
    #expect(check.parts.map(\.timestep) == [3] + Array(repeating: nil, count: check.parts.count - 1))
    #expect(check.parts[0].components.filter { !$0.agrees }.map(\.index) == [6])
  }

  @Test func everyTimestepAndLayer() throws {
    let trace = try smallTrace(Cells.named("lstm")!, layers: 3) { $0.clipping = Clipping(.bpttNorm, threshold: 1e-3) }
    for layer in 0..<3 {
      for t in 1...5 {
        let check = try #require(GradientCheck(trace, layer: layer, t: t, samples: 3))
        #expect(check.isPassed, "\(check.parts.filter { !$0.isPassed })")
      }
    }
  }

  @Test func saysWhatHasVanishedBeyondItsReach() throws {
    let trace = try smallTrace(Cells.named("lstm")!, lossAt: .last) {
      $0.length = 120
      $0.gain = 1
    }
    let check = try #require(GradientCheck(trace, layer: 0, t: 1, samples: 2))
    #expect(check.isPassed)
    #expect(check.parts[0].resolved == 0)
    #expect(check.parts[0].largestRelativeError == nil)
  }

  @Test func nanDoesNotPassAndStopEnds() throws {
    let trace = rerun(try smallTrace(Cells.named("rnn")!)) { $0.x.pointer[0] = .nan }
    var shares: [Double] = []
    let check = try #require(GradientCheck(trace, layer: 0, t: 3, samples: 2) { shares.append($0) })
    #expect(!check.isPassed)
    #expect(shares.last == 1)
    let stop = StopSignal()
    stop.set()
    #expect(GradientCheck(trace, layer: 0, t: 3, stop: stop) == nil)
  }
}
