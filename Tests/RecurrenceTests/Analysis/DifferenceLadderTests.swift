import Testing

@testable import Recurrence

/// Numbers whose steps, sums and products are exact.
struct DifferenceLadderTests {
  private func ladder(at start: Double, noise: Double, _ curve: (Double) -> Double) -> DifferenceLadder {
    let place = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    defer { place.deallocate() }
    place.initialize(to: start)
    let ladder = DifferenceLadder(at: place, noise: noise) { curve(place.pointee) }
    #expect(place.pointee == start, "it is put back")
    return ladder
  }

  @Test func aStraightLineLeavesTheNoiseOverTheLargestStep() {
    // The third step is the first that two larger ones can be held against: h = 2⁻¹².
    let line = ladder(at: 3, noise: 0x1p-40) { 5 * $0 - 7 }
    #expect(line.slope == 5 && line.allowance == 0x1p-28)
  }

  @Test func aParabolaLeavesNothing() {
    let parabola = ladder(at: 3, noise: 0) { $0 * $0 }
    #expect(parabola.slope == 6 && parabola.allowance == 0)
  }

  @Test func aCubeLeavesWhatItsCurveIsSeenToDo() {
    // D(h) = 3 + h² at 1, so that |D(64h) − D(8h)| + |D(8h) − D(h)| = (64² − 8² + 8² − 1)·h².
    let cube = ladder(at: 1, noise: 0x1p-20) { $0 * $0 * $0 }
    #expect(cube.slope == 3 + 0x1p-24)
    #expect(cube.allowance == 0x1p-8 + 4095 * 0x1p-24)
    // With less noise a smaller step is the better one.
    let quiet = ladder(at: 1, noise: 0x1p-30) { $0 * $0 * $0 }
    #expect(quiet.slope == 3 + 0x1p-30)
    #expect(quiet.allowance == 0x1p-15 + 4095 * 0x1p-30)
  }

  @Test func aKinkIsAllowedItsTwoSides() {
    let kink = ladder(at: 0, noise: 0) { max(0, $0) }
    #expect(kink.slope == 0.5 && kink.allowance == 1)
  }

  @Test func stepsCountAsTheyWereMade() {
    // At 2⁴¹ the step of 2⁻¹² up is lost in rounding, and the one down is not.
    let line = ladder(at: 0x1p41, noise: 0x1p-40) { $0 - 0x1p41 }
    #expect(line.slope == 1 && line.allowance == 0x1p-28)
  }
}
