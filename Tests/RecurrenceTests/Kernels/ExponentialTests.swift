import Foundation
import Testing

@testable import Kernels
@testable import Recurrence

/// The functions over lanes against the C library's.
struct ExponentialTests {
  private static let special: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, 745, -745, -746, 709.7, 709.79, 710, -708.4, -744.4, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, -1e-300, 1e-17, -1e-17, 0.34657, -0.34658, 1500, -1501,
    1e300, -1e300, 1, -1, 36.7, -36.8, 19.06, 22,
  ]

  /// Numbers of every size, uniform ones where the functions bend, and the special ones, by eights.
  private static let inputs: [Lanes] = {
    var random = Random(seed: 3, purpose: .analysis)
    var all = special
    for _ in 0..<4000 {
      all.append(1500 * random.uniform() - 750)
      all.append(6 * random.uniform() - 3)
      all.append((random.uniform() < 0.5 ? -1 : 1) * pow(10, 320 * random.uniform() - 317))
    }
    while all.count % 8 != 0 { all.append(0) }
    return all.withUnsafeBufferPointer { values in
      stride(from: 0, to: values.count, by: 8).map { Lanes(loading: values.baseAddress! + $0) }
    }
  }()

  private func expect(_ own: (Lanes) -> Lanes, is library: (Double) -> Double, within bound: Double) {
    var (worst, place) = (0.0, 0.0)
    for x in ExponentialTests.inputs {
      let y = own(x)
      for k in 0..<8 {
        let wanted = library(x[k])
        let off = ulps(y[k], wanted)
        if off > worst { (worst, place) = (off, x[k]) }
        if wanted == 0 || x[k] == 0 { #expect(y[k].sign == wanted.sign, "the zero's sign at \(x[k])") }
      }
    }
    #expect(worst <= bound, "\(worst) units in the last place at \(place)")
  }

  @Test func exponential() {
    expect({ Kernels.exp($0) }, is: { Foundation.exp($0) }, within: 2)
  }

  @Test func exponentialMinusOne() {
    expect({ Kernels.expm1($0) }, is: { Foundation.expm1($0) }, within: 2)
  }

  @Test func tangent() {
    expect({ hyperbolicTangent($0) }, is: { Foundation.tanh($0) }, within: 4)
  }

  @Test func logisticFunction() {
    // Where e^(−a) overflows, the quotient is 0.
    expect({ logistic($0) }, is: { 1 / (1 + Foundation.exp(-$0)) }, within: 3)
    for x in ExponentialTests.inputs {
      let (up, down) = (logistic(x), logistic(-x))
      for k in 0..<8 where !x[k].isNaN {
        #expect(abs(up[k] + down[k] - 1) <= 3e-16)
        #expect(up[k] >= 0 && up[k] <= 1)
      }
    }
  }

  @Test func tangentIsOddAndBounded() {
    for x in ExponentialTests.inputs {
      let (up, down) = (hyperbolicTangent(x), hyperbolicTangent(-x))
      for k in 0..<8 where !x[k].isNaN {
        #expect(up[k] == -down[k])
        #expect(abs(up[k]) <= 1)
      }
    }
  }
}
