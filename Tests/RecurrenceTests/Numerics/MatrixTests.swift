import Testing

@testable import Recurrence

/// Products against three plain loops.
struct MatrixTests {
  struct Sizes: Sendable {
    let (m, n, k): (Int, Int, Int)
    init(_ m: Int, _ n: Int, _ k: Int) { (self.m, self.n, self.k) = (m, n, k) }
  }

  static let sizes = [
    Sizes(1, 3, 5), Sizes(1, 80, 20), Sizes(1, 20, 80), Sizes(1, 1, 1), Sizes(1, 133, 7), Sizes(1, 33, 9),
    Sizes(1, 41, 3),
    Sizes(1, 50, 17), Sizes(1, 63, 2), Sizes(1, 64, 5), Sizes(1, 13, 19), Sizes(2, 3, 4), Sizes(7, 1, 5),
    Sizes(33, 17, 9),
  ]

  private func normal(_ shape: [Int], _ index: UInt64) -> Tensor {
    let tensor = Tensor(shape: shape)
    var random = Random(seed: 9, purpose: .analysis, index: index)
    tensor.fillNormal(&random, scale: 1)
    return tensor
  }

  private func expect(_ c: Tensor, _ start: [Double], _ beta: Double, _ s: Sizes, _ term: (Int, Int, Int) -> Double) {
    for row in 0..<s.m {
      for column in 0..<s.n {
        var sum = beta == 0 ? 0 : beta * start[row * s.n + column]
        for k in 0..<s.k { sum += term(row, column, k) }
        #expect(abs(c[flat: row * s.n + column] - sum) < 1e-13 * Double(s.k + 1), "\(row), \(column)")
      }
    }
  }

  @Test(arguments: sizes, [0.0, 1])
  func products(_ s: Sizes, _ beta: Double) {
    _ = matrixLibraryIsReady
    let (a, b, c) = (normal([s.m, s.k], 1), normal([s.n, s.k], 2), normal([s.m, s.n], 3))
    let start = c.values
    // What a product overwrites may be anything, also NaN.
    if beta == 0 { c.fill(Array(repeating: .nan, count: c.count)) }
    multiplyTransposed(a.pointer, b.pointer, into: c.pointer, m: s.m, n: s.n, k: s.k, beta: beta)
    expect(c, start, beta, s) { a[flat: $0 * s.k + $2] * b[flat: $1 * s.k + $2] }

    c.fill(beta == 0 ? Array(repeating: .nan, count: c.count) : start)
    let wide = normal([s.k, s.n], 4)
    multiply(a.pointer, lda: s.k, wide.pointer, into: c.pointer, m: s.m, n: s.n, k: s.k, beta: beta)
    expect(c, start, beta, s) { a[flat: $0 * s.k + $2] * wide[flat: $2 * s.n + $1] }

    c.fill(beta == 0 ? Array(repeating: .nan, count: c.count) : start)
    let tall = normal([s.k, s.m], 5)
    multiplyOuter(tall.pointer, lda: s.m, wide.pointer, into: c.pointer, m: s.m, n: s.n, k: s.k, beta: beta)
    expect(c, start, beta, s) { tall[flat: $2 * s.m + $0] * wide[flat: $2 * s.n + $1] }
  }

  @Test(arguments: sizes)
  func sumsOfRows(_ s: Sizes) {
    let (a, sums) = (normal([s.m, s.n], 6), normal([s.n], 7))
    let start = sums.values
    addRows(a.pointer, lda: s.n, into: sums.pointer, m: s.m, n: s.n)
    for column in 0..<s.n {
      let expected = (0..<s.m).reduce(start[column]) { $0 + a[flat: $1 * s.n + column] }
      #expect(abs(sums[flat: column] - expected) < 1e-12)
    }
  }

  @Test func nonFiniteNumbersComeThroughProducts() {
    _ = matrixLibraryIsReady
    for m in [1, 3] {
      let a = Tensor(shape: [m, 2], values: Array(repeating: 0, count: 2 * m))
      let b = Tensor(shape: [4, 2], values: [.nan, 1, 1, 1, .infinity, 1, 1, 1])
      let c = Tensor(shape: [m, 4])
      multiplyTransposed(a.pointer, b.pointer, into: c.pointer, m: m, n: 4, k: 2, beta: 1)
      #expect(c[flat: 0].isNaN && c[flat: 2].isNaN && c[flat: 1] == 0)
    }
  }
}
