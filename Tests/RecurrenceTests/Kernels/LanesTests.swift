import Testing

@testable import Kernels

struct LanesTests {
  @Test(arguments: 1...9)
  func aStoreTouchesNoMoreThanItsCount(_ count: Int) {
    let memory = (0..<12).map { Double($0 + 1) }
    let lanes = memory.withUnsafeBufferPointer { Lanes(loading: $0.baseAddress! + 1) }
    for k in 0..<8 { #expect(lanes[k] == Double(k + 2)) }
    var target = Array(repeating: -1.0, count: 12)
    target.withUnsafeMutableBufferPointer { lanes.store($0.baseAddress! + 1, count) }
    for k in 0..<12 { #expect(target[k] == (k >= 1 && k <= min(count, 8) ? Double(k + 1) : -1)) }
  }

  @Test func recordsAreLoadedAndStoredByComponent() {
    #expect(LSTM.Gates.count == 4 && GRU.Saved.count == 2)
    expect(VanillaRNN.State.self)
    expect(LSTM.State.self)
    expect(GRU.Gates.self)
    expect(LSTM.Gates.self)
    expect(Five.self)
    expect(Six.self)
    let memory = (0..<48).map(Double.init)
    let gates = memory.withUnsafeBufferPointer { LSTM.Gates.load($0.baseAddress!, stride: 10) }
    #expect((gates.i[2], gates.f[1], gates.g[0], gates.o[2]) == (2, 11, 20, 32))
  }

  private struct Five: LaneRecord { var a, b, c, d, e: Lanes; init() { (a, b, c, d, e) = (0, 0, 0, 0, 0) } }
  private struct Six: LaneRecord { var a, b, c, d, e, f: Lanes; init() { (a, b, c, d, e, f) = (0, 0, 0, 0, 0, 0) } }

  private func expect<R: LaneRecord>(_: R.Type) {
    let memory = (0..<80).map(Double.init)
    let record = memory.withUnsafeBufferPointer { R.load($0.baseAddress!, stride: 10) }
    var copy = Array(repeating: -1.0, count: 80)
    copy.withUnsafeMutableBufferPointer { record.store($0.baseAddress!, stride: 10, lanes: 3) }
    for k in 0..<80 { #expect(copy[k] == (k / 10 < R.count && k % 10 < 3 ? Double(k) : -1), "\(R.self)") }
  }

  @Test func comparisonsAreFalseForNaN() {
    let lanes = [-.infinity, -1, -0.0, 0, 1, .infinity, .nan, 2].withUnsafeBufferPointer {
      Lanes(loading: $0.baseAddress!)
    }
    let above = Lanes.zero.replacing(with: 1, where: lanes .> 0)
    let atLeast = Lanes.zero.replacing(with: 1, where: lanes .>= 0)
    #expect((0..<8).map { above[$0] } == [0, 0, 0, 0, 1, 1, 0, 1])
    #expect((0..<8).map { atLeast[$0] } == [0, 0, 1, 1, 1, 1, 0, 1])
  }
}
