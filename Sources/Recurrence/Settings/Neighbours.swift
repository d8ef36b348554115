extension Array where Element: Equatable {
  /// The element so many places on, round the end; the first where `element` is none of them.
  package func neighbour(of element: Element, by step: Int) -> Element {
    guard let index = firstIndex(of: element) else { return self[0] }
    return self[((index + step) % count + count) % count]
  }
}

extension Double {
  /// The next of 1, 2, 5 × 10^n above or below, within 1e-12 … 1e12.
  func nextRound(by step: Int) -> Double {
    // Parsed from text, so that 0.1 is the double nearest to a tenth.
    let ladder = (-12...12).flatMap { n in ["1", "2", "5"].compactMap { Double("\($0)e\(n)") } }
    if step > 0 { return ladder.first { $0 > self * 1.0000001 } ?? self }
    return ladder.last { $0 < self * 0.9999999 } ?? self
  }
}

extension Int {
  /// The next of 5, 10, 20, 50 … 10,000 above or below.
  func nextLength(by step: Int) -> Int {
    let ladder = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    return (step > 0 ? ladder.first { $0 > self } : ladder.last { $0 < self }) ?? self
  }
}
