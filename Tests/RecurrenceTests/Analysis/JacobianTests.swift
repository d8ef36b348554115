import Testing

@testable import Recurrence

struct JacobianTests {
  @Test(arguments: Cells.all, [Activation.tanh, .identity, .softsign])
  func agreesWithFiniteDifferences(cell: CellKind, activation: Activation) throws {
    for layer in [0, 1] {
      let trace = try smallTrace(cell, layers: 2) { $0.activation = activation }
      let jacobian = Jacobian(trace, layer: layer, sample: 1)
      let hidden = trace.shape.hidden
      for t in 1...trace.shape.length {
        let matrix = jacobian.matrix(at: t)
        #expect(matrix.shape == [jacobian.size, jacobian.size])
        for column in 0..<jacobian.size {
          let step = 1e-5
          let above = nextState(trace, layer, t, column, step)
          let below = nextState(trace, layer, t, column, -step)
          for row in 0..<jacobian.size {
            let difference = (above[row] - below[row]) / (2 * step)
            #expect(abs(matrix[flat: row * jacobian.size + column] - difference) < 1e-9, "\(hidden) \(t) \(row)")
          }
        }
      }
    }
  }

  /// s_t of sample 1 where component `column` of s_(t−1) is moved.
  private func nextState(_ trace: Trace, _ layer: Int, _ t: Int, _ column: Int, _ step: Double) -> [Double] {
    var copy = Trace(rerunning: trace, under: trace.experiment)
    precondition(Network(trace.shape).run(&copy))
    let states = copy.layers[layer].states
    let (state, unit) = (column / 4, column % 4)
    states[state][t - 1][1].pointer[unit] += step
    precondition(Network(trace.shape).forward(copy, after: .init(layer: layer, t: t - 1)))
    return trace.shape.cell.states.indices.flatMap { states[$0][t][1].values }
  }

  @Test(arguments: Cells.all)
  func carriesTheGradientBack(cell: CellKind) throws {
    // With the loss at T alone: ∂L/∂h_t = P_tᵀ · (∂L/∂h_T, 0).
    let trace = try smallTrace(cell, lossAt: .last)
    let jacobian = Jacobian(trace, layer: 0, sample: 1)
    let n = jacobian.size
    var d = trace.layers[0].dh[4][1].values + Array(repeating: 0, count: n - 4)
    for t in (2...5).reversed() {
      let matrix = jacobian.matrix(at: t).values
      d = (0..<n).map { column in (0..<n).reduce(0) { $0 + d[$1] * matrix[$1 * n + column] } }
      let wanted = trace.layers[0].dh[t - 2][1].values
      for k in 0..<4 { #expect(abs(d[k] - wanted[k]) <= 1e-13 * largest(wanted)) }
    }
  }

  @Test func spectraOfAnOrthogonalLinearRNNAreItsGain() throws {
    let trace = try autonomousRNN(hidden: 7, length: 5, activation: .identity, initializer: .orthogonal, gain: 0.9)
    let spectra = try #require(JacobianSpectra(trace, layer: 0))
    for t in 0..<5 {
      for value in spectra.singularValues[t] { #expect(abs(value - 0.9) < 1e-14) }
      #expect(abs(spectra.spectralRadii[t] - 0.9) < 1e-13)
      #expect(abs(spectra.norms[t] - 0.9) < 1e-14)
    }
  }

  @Test func spectraOfAnLSTMWithoutRecurrentWeightsAreItsForgetGate() throws {
    let trace = rerun(try smallTrace(Cells.named("lstm")!)) {
      let weights = $0.parameters.layers[0].recurrentWeights
      weights.pointer.update(repeating: 0, count: weights.count)
    }
    let spectra = try #require(JacobianSpectra(trace, layer: 0, sample: 1))
    for t in 0..<5 {
      // J = (0, E; 0, diag f), and h reads c_(t−1) by f ⊙ o ⊙ φ′(c).
      let f = trace.layers[0].gate(1)[t][1].values
      #expect(abs(spectra.spectralRadii[t] - f.max()!) < 1e-14)
      #expect(spectra.singularValues[t].count == 8)
      #expect(spectra.singularValues[t][4...].allSatisfy { $0 < 1e-15 })
      #expect(spectra.singularValues[t] == spectra.singularValues[t].sorted(by: >))
    }
  }

  @Test(arguments: Cells.all)
  func spectraAreThoseOfTheMatrix(cell: CellKind) throws {
    let trace = try smallTrace(cell)
    let spectra = try #require(JacobianSpectra(trace, layer: 0, sample: 1))
    let jacobian = Jacobian(trace, layer: 0, sample: 1)
    for t in 0..<5 {
      let squares = jacobian.matrix(at: t + 1).values.reduce(0) { $0 + $1 * $1 }
      // Σσ² = ‖J‖², by Frobenius.
      #expect(abs(spectra.singularValues[t].reduce(0) { $0 + $1 * $1 } - squares) < 1e-14 * squares)
      #expect(spectra.norms[t] == spectra.singularValues[t].max())
      #expect(spectra.spectralRadii[t] <= spectra.norms[t] * (1 + 1e-14))
    }
  }

  @Test func notANumberComesOutAsSuchAndStopEnds() throws {
    let trace = rerun(try smallTrace(Cells.named("gru")!)) { $0.x.pointer[2 * 3 * 2] = .nan }
    let spectra = try #require(JacobianSpectra(trace, layer: 0))
    #expect(!spectra.norms[0].isNaN)
    #expect(spectra.norms[2].isNaN && spectra.spectralRadii[2].isNaN)
    #expect(try #require(LyapunovExponents(trace, layer: 0)).values.allSatisfy(\.isNaN))
    #expect(try #require(JacobianProduct(trace, layer: 0)).norms[0].isNaN)
    let stop = StopSignal()
    stop.set()
    #expect(JacobianSpectra(trace, layer: 0, stop: stop) == nil)
    #expect(JacobianProduct(trace, layer: 0, stop: stop) == nil)
    #expect(LyapunovExponents(trace, layer: 0, stop: stop) == nil)
  }
}
