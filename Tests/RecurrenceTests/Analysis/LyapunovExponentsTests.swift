import Foundation
import Testing

@testable import Recurrence

struct LyapunovExponentsTests {
  @Test(arguments: [0.5, 1.0, 1.2])
  func ofAnOrthogonalLinearRNNAreTheLogarithmOfItsGain(gain: Double) throws {
    let trace = try autonomousRNN(
      hidden: 6, length: 40, activation: .identity, initializer: .orthogonal, gain: gain)
    let exponents = try #require(LyapunovExponents(trace, layer: 0))
    #expect(exponents.values.count == 6)
    for value in exponents.values { #expect(abs(value - log(gain)) < 1e-13) }
  }

  @Test(arguments: Cells.all)
  func addUpToTheMeanLogarithmOfTheVolume(cell: CellKind) throws {
    // Σ_j λ_j = (1/T) Σ_t ln |det J_t|, and |det J_t| is the product of the singular values.
    let trace = try smallTrace(cell) { $0.length = 30 }
    let exponents = try #require(LyapunovExponents(trace, layer: 0, sample: 1))
    let spectra = try #require(JacobianSpectra(trace, layer: 0, sample: 1))
    let volume = spectra.singularValues.map { $0.map { log($0) }.reduce(0, +) }.reduce(0, +) / 30
    #expect(abs(exponents.values.reduce(0, +) - volume) < 1e-6 * abs(volume))
    let first = try #require(LyapunovExponents(trace, layer: 0, sample: 1, count: 2))
    #expect(first.values.count == 2)
  }

  // Sompolinsky, Crisanti and Sommers 1988: with N(0, g²/H) weights a random tanh network falls silent for g < 1, at
  // rate ln g, and is chaotic for g > 1; small networks settle into fixed points and cycles there.
  @Test func aRandomNetworkTurnsFromContractionToChaosAroundGainOne() throws {
    func largestExponents(hidden: Int, gain: Double, _ check: (Trace, Double) -> Void = { _, _ in }) throws -> [Double]
    {
      try (1...4).map { seed in
        let trace = try autonomousRNN(
          hidden: hidden, length: 200, activation: .tanh, initializer: .normal, gain: gain, seed: UInt64(seed))
        let value = try #require(LyapunovExponents(trace, layer: 0, count: 1)).values[0]
        check(trace, value)
        return value
      }
    }
    // Silent, it is linear: the rate is that of Wh's largest eigenvalue, which is 0.8 but for the finite size.
    _ = try largestExponents(hidden: 96, gain: 0.8) { trace, value in
      let radius = spectralRadius(trace.parameters.layers[0].recurrentWeights)
      #expect(abs(value - log(radius)) < 0.03 && abs(radius - 0.8) < 0.1)
    }
    let (small, large) = try (largestExponents(hidden: 16, gain: 2), largestExponents(hidden: 96, gain: 2))
    #expect(small.contains { $0 < 0 })
    #expect(large.allSatisfy { $0 > 0.05 })
  }

  @Test(arguments: Cells.all)
  func theLargestIsTheRateAtWhichOneDirectionGrows(cell: CellKind) throws {
    let trace = try smallTrace(cell) { $0.length = 30 }
    for sample in [0, 1] {
      let first = try #require(LyapunovExponents(trace, layer: 0, sample: sample, count: 1)).values[0]
      let jacobian = Jacobian(trace, layer: 0, sample: sample)
      let n = jacobian.size
      // The first column of Q_0, of length 1 here.
      var random = Random(seed: trace.experiment.seed, purpose: .analysis)
      let start = (0..<n).map { _ in random.normal() }
      let length = start.reduce(0) { $0 + $1 * $1 }.squareRoot()
      var direction = start.map { $0 / length }
      for t in 1...30 {
        let matrix = jacobian.matrix(at: t)
        direction = (0..<n).map { row in (0..<n).reduce(0) { $0 + matrix[flat: row * n + $1] * direction[$1] } }
      }
      #expect(abs(first - log(direction.reduce(0) { $0 + $1 * $1 }) / 2 / 30) < 1e-12)
      let all = try #require(LyapunovExponents(trace, layer: 0, sample: sample)).values
      #expect(all[0] >= first - 1e-12, "of all directions the largest")
    }
  }

  /// A relu network's Jacobians are singular wherever a unit is off; what rounding leaves there is no exponent.
  @Test(arguments: 1...12)
  func singularDirectionsAreSaidToDie(_ seed: UInt64) throws {
    var experiment = Experiment()
    experiment.cell = Cells.named("rnn")!
    (experiment.activation, experiment.hidden, experiment.length) = (.relu, 6, 5)
    (experiment.inputs, experiment.seed) = (3, seed)
    let trace = try #require(try Trainer(experiment).evaluate())
    let jacobian = Jacobian(trace, layer: 0)
    // The rows of J_t that are not 0 are as many as it can have of rank; the product has no more than the least.
    let rank = (1...5).map { t -> Int in
      let matrix = jacobian.matrix(at: t)
      return (0..<6).count { matrix[$0].norm > 0 }
    }.min()!
    let values = try #require(LyapunovExponents(trace, layer: 0)).values
    #expect(values.count(where: \.isFinite) <= rank)
    #expect(values == values.sorted(by: >))
  }

  @Test func theStartIsLeftOutWhereThereIsRoomForIt() throws {
    for (length, burnIn) in [(5, 0), (49, 0), (50, 10), (400, 80), (2000, 100)] {
      let trace = try autonomousRNN(
        hidden: 3, length: length, activation: .identity, initializer: .orthogonal, gain: 0.9)
      let exponents = try #require(LyapunovExponents(trace, layer: 0))
      #expect(exponents.burnIn == burnIn)
      for value in exponents.values { #expect(abs(value - log(0.9)) < 1e-12) }
    }
  }

  /// λ_1 is the largest, over many networks.
  @Test(arguments: Cells.all)
  func exponentsFall(cell: CellKind) throws {
    for seed in UInt64(1)...10 {
      let trace = try smallTrace(cell) { ($0.length, $0.seed) = (60, seed) }
      let values = try #require(LyapunovExponents(trace, layer: 0)).values
      #expect(values == values.sorted(by: >))
    }
  }
}
