import Testing

@testable import Recurrence

struct MemoryTests {
  @Test(arguments: 1...8)
  func lanesTouchNoMoreThanTheirCount(_ count: Int) {
    let memory = (0..<12).map { Double($0 + 1) }
    let lanes = memory.withUnsafeBufferPointer { Lanes(loading: $0.baseAddress! + 1, count) }
    for k in 0..<8 { #expect(lanes[k] == (k < count ? Double(k + 2) : 0)) }
    var target = Array(repeating: -1.0, count: 12)
    target.withUnsafeMutableBufferPointer { lanes.store($0.baseAddress! + 1, count) }
    for k in 0..<12 { #expect(target[k] == (k >= 1 && k <= count ? Double(k + 1) : -1)) }
  }

  @Test func recordsAreLoadedByComponent() {
    #expect(LSTM.Gates.count == 4 && GRU.Saved.count == 2 && NoLanes.count == 0)
    let memory = (0..<40).map(Double.init)
    let gates = memory.withUnsafeBufferPointer { LSTM.Gates.load($0.baseAddress!, stride: 10, lanes: 3) }
    #expect((gates.i[2], gates.f[1], gates.g[0], gates.o[2]) == (2, 11, 20, 32))
    #expect(gates.o[3] == 0)
    var copy = Array(repeating: -1.0, count: 40)
    copy.withUnsafeMutableBufferPointer { gates.store($0.baseAddress!, stride: 10, lanes: 3) }
    for k in 0..<40 { #expect(copy[k] == (k % 10 < 3 ? Double(k) : -1)) }
  }

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
