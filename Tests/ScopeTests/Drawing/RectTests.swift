import Testing

@testable import Scope

@Suite struct RectTests {
  let rect = Rect(x: 2, y: 3, width: 10, height: 5)

  @Test func splitsShareNothingAndLoseNothing() {
    #expect(rect.split(top: 2).top == Rect(x: 2, y: 3, width: 10, height: 2))
    #expect(rect.split(top: 2).rest == Rect(x: 2, y: 5, width: 10, height: 3))
    #expect(rect.split(bottom: 1).bottom == Rect(x: 2, y: 7, width: 10, height: 1))
    #expect(rect.split(left: 4).rest == Rect(x: 6, y: 3, width: 6, height: 5))
    #expect(rect.split(right: 4).right == Rect(x: 8, y: 3, width: 4, height: 5))
    #expect(rect.split(left: 99).rest.isEmpty)
    #expect(rect.split(bottom: -1).rest == rect)
    #expect(rect.columns(3).map(\.width) == [3, 3, 4])
    #expect(rect.columns(3).last?.maxX == rect.maxX)
    #expect(rect.rows(2).map(\.y) == [3, 5])
  }

  @Test func noArithmeticOverflows() {
    let huge = Rect(x: .max, y: .min, width: .max, height: .min)
    #expect(huge.isEmpty)
    #expect(huge.inset(by: .max).isEmpty)
    #expect(huge.inset(by: .min).width > 0)
    #expect(huge.intersection(rect).isEmpty)
    #expect(rect.row(.max).isEmpty)
    #expect(rect.columns(.max).isEmpty)
  }
}
