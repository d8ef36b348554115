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

  @Test func explodesWithoutOverflow() throws {
    let trace = try autonomousRNN(hidden: 4, length: 350, activation: .identity, initializer: .orthogonal, gain: 10)
    let product = try #require(JacobianProduct(trace, layer: 0))
    #expect(abs(product.norms[0] - 349) < 1e-9)
  }
}
