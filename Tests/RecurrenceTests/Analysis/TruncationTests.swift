import Testing

@testable import Recurrence

struct TruncationTests {
  @Test(arguments: Cells.all)
  func nothingCrossesFromAChunkIntoTheOneBefore(cell: CellKind) throws {
    let full = try smallTrace(cell, layers: 2)
    let truncation = try #require(Truncation(full, window: 2))
    for layer in truncation.trace.layers {
      // T = 5: chunks 1 | 2 3 | 4 5.
      let recurrent = GradientProfile.norms(layer.dhRecurrent)
      #expect(recurrent.map { $0 > 0 } == [false, true, false, true, false])
    }
    // The last chunk of the top layer has lost nothing.
    for t in [3, 4] { #expect(distance(truncation.trace.layers[1].dh[t], full.layers[1].dh[t]) == 0) }
    #expect(distance(truncation.trace.layers[1].h, full.layers[1].h) == 0)
    #expect(truncation.whole.cosine < 1 && truncation.whole.cosine > 0)
    #expect(truncation.parts.map(\.name) == full.gradients.entries.map(\.name))
    // The readout's gradient knows no time.
    #expect(abs(truncation.parts.last!.cosine - 1) < 1e-14)
    #expect(abs(truncation.parts.last!.normRatio - 1) < 1e-14)
  }

  @Test(arguments: Cells.all)
  func aWindowOfTheWholeSequenceLosesNothing(cell: CellKind) throws {
    let full = try smallTrace(cell, lossAt: .last)
    for window in [5, 6, .max] {
      let whole = try #require(Truncation(full, window: window))
      #expect(distance(whole.trace.gradients.all, full.gradients.all) == 0)
      #expect(abs(whole.whole.cosine - 1) < 1e-14 && whole.whole.normRatio == 1)
    }
  }

  /// What training on the chunks one after another, each from the last one's final state, would give.
  @Test func equalsDetachedChunks() throws {
    let full = try smallTrace(Cells.named("rnn")!) {
      $0.length = 6
      $0.batch = 1
    }
    let truncated = try #require(Truncation(full, window: 3)).trace.layers[0]
    // ∂L/∂h_3 sees its own loss alone, ∂L/∂h_2 that and one step back.
    #expect(distance(truncated.dh[2], full.layers[0].dhDirect[2]) == 0)
    let back = Jacobian(full, layer: 0).matrix(at: 3).values
    let later = truncated.dh[2].values
    let direct = full.layers[0].dhDirect[1].values
    for k in 0..<4 {
      let wanted = direct[k] + (0..<4).reduce(0) { $0 + later[$1] * back[$1 * 4 + k] }
      #expect(abs(truncated.dh[1][flat: k] - wanted) < 1e-15)
    }
  }

  @Test func directionAndSizeAreThoseOfTheGradientsAsVectors() throws {
    let full = try smallTrace(Cells.named("gru")!)
    let truncation = try #require(Truncation(full, window: 2))
    let pairs = zip(truncation.trace.gradients.entries, full.gradients.entries).map {
      ($0.tensor.values, $1.tensor.values)
    }
    for (part, (a, b)) in zip(truncation.parts, pairs) {
      let squares = (dot(a, a), dot(b, b))
      #expect(abs(part.normRatio - (squares.0 / squares.1).squareRoot()) < 1e-14)
      #expect(abs(part.cosine - dot(a, b) / (squares.0 * squares.1).squareRoot()) < 1e-14)
    }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  @Test func whatIsZeroHasNoDirectionAndWhatIsTinyHas() throws {
    // Only t = 1 has an input, and one timestep back from the last doesn't reach it.
    let trace = try autonomousRNN(hidden: 4, length: 5, activation: .tanh, initializer: .orthogonal, gain: 0.9)
    let input = try #require(Truncation(trace, window: 1)).parts[0]
    #expect(input.name == "weight_ih_l0" && input.cosine.isNaN && input.normRatio == 0)
    func scaled(_ factor: Double) throws -> Truncation {
      let scaled = rerun(trace) {
        let weights = $0.parameters.readout.weights
        for k in 0..<weights.count { weights.pointer[k] *= factor }
      }
      return try #require(Truncation(scaled, window: 5))
    }
    let (none, tiny) = try (scaled(0).parts[1], scaled(1e-200).parts[1])
    #expect(none.cosine.isNaN && none.normRatio.isNaN)
    #expect(abs(tiny.cosine - 1) < 1e-14 && tiny.normRatio == 1)
  }
}
