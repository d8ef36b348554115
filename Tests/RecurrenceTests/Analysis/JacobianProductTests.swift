import Foundation
import Testing

@testable import Recurrence

struct JacobianProductTests {
  @Test func goesFarBelowTheLeastDouble() throws {
    let trace = try autonomousRNN(hidden: 4, length: 600, activation: .identity, initializer: .orthogonal, gain: 0.1)
    var shares: [Double] = []
    let product = try #require(JacobianProduct(trace, layer: 0) { shares.append($0) })
    for t in 0..<600 {
      let decades = -Double(599 - t)
      #expect(abs(product.norms[t] - decades) < 1e-10)
      #expect(abs(product.bounds[t] - decades) < 1e-10)
    }
    // The measured one is exact where doubles reach: ρ^(T−t) · ‖∂L/∂h_T‖.
    for t in 320..<600 { #expect(abs(product.measured[t] - product.measured[599] + Double(599 - t)) < 1e-10) }
    #expect(product.measured[0] == -.infinity)
    #expect(shares == shares.sorted() && shares.last == 1)
  }

  @Test(arguments: Cells.all)
  func measuredLiesBelowTheProductAndTheProductBelowTheBound(cell: CellKind) throws {
    let trace = try smallTrace(cell, lossAt: .last) { $0.length = 50 }
    let product = try #require(JacobianProduct(trace, layer: 0, sample: 1))
    for t in 0..<50 {
      #expect(product.measured[t] - product.measured[49] <= product.norms[t] + 1e-12)
      #expect(product.norms[t] <= product.bounds[t] + 1e-12)
    }
  }

  @Test func anInfiniteWeightLeavesNoNumber() throws {
    let trace = rerun(
      try autonomousRNN(hidden: 4, length: 5, activation: .identity, initializer: .orthogonal, gain: 1)
    ) { $0.parameters.layers[0].recurrentWeights.pointer[6] = .infinity }
    let product = try #require(JacobianProduct(trace, layer: 0))
    #expect(product.norms.map(\.isFinite) == [false, false, false, false, true])
  }

  @Test func explodesWithoutOverflow() throws {
    let trace = try autonomousRNN(hidden: 4, length: 350, activation: .identity, initializer: .orthogonal, gain: 10)
    let product = try #require(JacobianProduct(trace, layer: 0))
    #expect(abs(product.norms[0] - 349) < 1e-9)
  }

  @Test(arguments: Cells.all)
  func theProductIsThatOfTheJacobiansInTheOrderOfTime(cell: CellKind) throws {
    let trace = try smallTrace(cell)
    for sample in [0, 1] {
      let product = try #require(JacobianProduct(trace, layer: 0, sample: sample))
      let jacobian = Jacobian(trace, layer: 0, sample: sample)
      let n = jacobian.size
      #expect(product.norms[4] == 0 && product.bounds[4] == 0)
      // P_t = P_(t+1) · J_(t+1)
      var whole = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
      var bound = 0.0
      for t in (1...4).reversed() {
        let factor = jacobian.matrix(at: t + 1)
        whole = (0..<n * n).map { at in
          (0..<n).reduce(0) { $0 + whole[at / n * n + $1] * factor[flat: $1 * n + at % n] }
        }
        bound += log10(singularValues(factor)[0])
        #expect(abs(product.norms[t - 1] - log10(singularValues(Tensor(shape: [n, n], values: whole))[0])) < 1e-12)
        #expect(abs(product.bounds[t - 1] - bound) < 1e-12)
      }
      for t in 0..<5 {
        let squares = trace.layers[0].dh[t][sample].values.reduce(0) { $0 + $1 * $1 }
        #expect(abs(product.measured[t] - log10(squares) / 2) < 1e-13)
      }
    }
  }
}
