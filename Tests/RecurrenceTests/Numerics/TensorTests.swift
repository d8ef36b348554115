import Testing

@testable import Recurrence

struct TensorTests {
  @Test func viewsShareMemoryAndKeepItAlive() {
    func inner() -> Tensor { Tensor(shape: [2, 3, 4], values: (0..<24).map(Double.init))[1][2] }
    let row = inner()
    #expect(row.shape == [4])
    #expect(row.values == [20, 21, 22, 23])
    #expect(row[flat: 3] == 23)
    #expect(UInt(bitPattern: Tensor(shape: [5]).pointer) % 64 == 0)
    #expect(Tensor(shape: []).count == 1)
    #expect(Tensor(shape: [3, 0]).norm == 0)
  }

  @Test(arguments: [0x1p-1060, 1e-300, 1e-290, 1e-160, 1, 1e160, 1e300, 1e307])
  func theNormNeitherUnderflowsNorOverflows(_ size: Double) {
    for count in [1, 7, 8, 9, 19] {
      let norm = Tensor(shape: [count], values: Array(repeating: -size, count: count)).norm
      let expected = size * Double(count).squareRoot()
      #expect(abs(norm - expected) <= max(4 * expected.ulp, 4 * .leastNonzeroMagnitude), "\(count) of \(size)")
    }
  }

  @Test func theNormOfOddities() {
    #expect(Tensor(shape: [3]).norm == 0)
    #expect(Tensor(shape: [3], values: [1, .infinity, -2]).norm == .infinity)
    #expect(Tensor(shape: [3], values: [1, -.infinity, .nan]).norm.isNaN)
    #expect(Tensor(shape: [9], values: [.nan] + Array(repeating: 1e-200, count: 8)).norm.isNaN)
    #expect(ulps(Tensor(shape: [2], values: [3e-300, 4e-300]).norm, 5e-300) <= 1)
    #expect(Tensor(shape: [3], values: [1e-300, 1, 0]).norm == 1)
    #expect(Tensor(shape: [1], values: [.leastNonzeroMagnitude]).norm == .leastNonzeroMagnitude)
    #expect(Tensor(shape: [1], values: [.greatestFiniteMagnitude]).norm == .greatestFiniteMagnitude)
  }
}
