import Testing

@testable import Recurrence

struct RandomTests {
  private func first(_ seed: UInt64, _ purpose: Random.Purpose, _ index: UInt64, count: Int = 64) -> [UInt64] {
    var random = Random(seed: seed, purpose: purpose, index: index)
    return (0..<count).map { _ in random.next() }
  }

  @Test func equalNamesGiveEqualNumbersAndOthersNone() {
    #expect(first(1, .data, 5) == first(1, .data, 5))
    var seen: Set<UInt64> = []
    var streams = 0
    for seed in UInt64(0)..<4 {
      for purpose in [Random.Purpose.parameters, .data, .analysis] {
        for index in UInt64(0)..<5 {
          seen.formUnion(first(seed, purpose, index))
          streams += 1
        }
      }
    }
    #expect(seen.count == 64 * streams)
  }

  /// The numbers of another implementation, written in Python from the papers.
  @Test func theFirstNumbersAreXoshiros() {
    #expect(first(1, .parameters, 0, count: 2) == [6923812125190581470, 14656934182099343619])
  }

  @Test func uniformNumbersAreUniform() {
    var random = Random(seed: 2, purpose: .data)
    let count = 100_000
    var (sum, squares, bins) = (0.0, 0.0, Array(repeating: 0, count: 10))
    for _ in 0..<count {
      let value = random.uniform()
      #expect(value >= 0 && value < 1)
      sum += value
      squares += value * value
      bins[Int(value * 10)] += 1
    }
    #expect(abs(sum / Double(count) - 0.5) < 0.004)
    #expect(abs(squares / Double(count) - 1.0 / 3) < 0.004)
    for bin in bins { #expect(abs(bin - count / 10) < 500) }
  }

  @Test func normalNumbersAreNormal() {
    var random = Random(seed: 3, purpose: .data)
    let values = (0..<100_000).map { _ in random.normal() }
    for (power, expected, tolerance) in [(1, 0.0, 0.015), (2, 1, 0.02), (3, 0, 0.06), (4, 3, 0.15)] {
      let moment = values.reduce(0) { sum, x in sum + (0..<power).reduce(1) { product, _ in product * x } }
      #expect(abs(moment / Double(values.count) - expected) < tolerance, "moment \(power)")
    }
    let lag = zip(values, values.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(values.count)
    #expect(abs(lag) < 0.015)
  }
}

struct NumberTextTests {
  @Test func numbersAsText() {
    #expect((1.25e-19).scientific() == "1.2e-19" || (1.25e-19).scientific() == "1.3e-19")
    #expect((-3.0).scientific(0) == "-3e+00")
    #expect((2.0).fixed(3) == "2.000")
    #expect(Double.nan.fixed(2) == "NaN" && Double.nan.short() == "NaN")
    #expect(Double.infinity.scientific() == "Inf" && (-Double.infinity).fixed(0) == "-Inf")
    #expect((0.0).short() == "0" && (-0.0).short() == "0")
    #expect((0.001).short() == "0.001" && (1234.5).short(4) == "1234" && (0.25).short() == "0.25")
    #expect((1e5).short() == "1.0e+05" && (9.9e-4).short() == "9.9e-04")
    #expect(Double.leastNonzeroMagnitude.short(2) == "5e-324")
    // The longest number that %f can write.
    #expect((-Double.greatestFiniteMagnitude).fixed(20).count == 1 + 309 + 1 + 20)
  }
}
