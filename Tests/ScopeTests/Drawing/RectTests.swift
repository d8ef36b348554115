import Testing

@testable import Scope

@Suite struct RectTests {
  let rect = Rect(x: 2, y: 3, width: 10, height: 5)

  @Test func splitsShareNothingAndLoseNothing() {
    #expect(rect.split(top: 2).top == Rect(x: 2, y: 3, width: 10, height: 2))
    #expect(rect.split(top: 2).rest == Rect(x: 2, y: 5, width: 10, height: 3))
    #expect(rect.split(left: 4).rest == Rect(x: 6, y: 3, width: 6, height: 5))
    #expect(rect.split(left: 99).rest.isEmpty)
    #expect(rect.split(top: -1).rest == rect)
  }

  @Test func noArithmeticOverflows() {
    let huge = Rect(x: .max, y: .min, width: .max, height: .min)
    #expect(huge.isEmpty)
    #expect(huge.intersection(rect).isEmpty)
    #expect(rect.row(.max).isEmpty)
  }
}
