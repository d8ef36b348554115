import Testing

@testable import Recurrence

struct GradientProfileTests {
  @Test func normsAreOverBatchAndUnits() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    let (profile, layer) = (GradientProfile(trace, layer: 0), trace.layers[0])
    for (norms, tensor) in [
      (profile.dh, layer.dh), (profile.direct, layer.dhDirect), (profile.recurrent, layer.dhRecurrent),
      (profile.otherStates[0], layer.dState(1)),
    ] {
      for t in 0..<5 {
        let squares = tensor.values[(t * 8)..<(t * 8 + 8)].reduce(0) { $0 + $1 * $1 }
        #expect(abs(norms[t] - squares.squareRoot()) <= 1e-15 * largest(norms))
      }
    }
    #expect(profile.otherStates.count == 1)
  }

  @Test func aRatioIsWhatFlowsToATimestepOverWhatTheNextOneHas() {
    let profile = GradientProfile(handMade(dh: [8, 4, 0, 2, 1], recurrent: [6, 3, 1, 0, 0]), layer: 0)
    #expect(profile.ratios.count == 4)
    #expect(profile.ratios[0] == 1.5 && profile.ratios[2] == 0.5 && profile.ratios[3] == 0)
    #expect(profile.ratios[1].isNaN, "nothing arrived")
  }

  @Test func itLiesBelowAFractionUpToTheFirstTimestepThatDoesNot() {
    func last(_ fraction: Double, _ dh: [Double]) -> Int? {
      GradientProfile(handMade(dh: dh), layer: 0).lastTimestep(below: fraction)
    }
    // t = 5 is small again, but what comes before it isn't.
    let dh = [2e-7, 2e-9, 2e-4, 1, 2e-5, 2]
    #expect(last(1e-3, dh) == 3)
    #expect(last(1e-6, dh) == 2)
    #expect(last(1e-8, dh) == nil)
    #expect(last(1e-3, [1e-7, .nan, 1e-7, 1]) == 1)
    for end in [0, .infinity, .nan] { #expect(last(1e-3, [1e-7, 1e-7, end]) == nil) }
  }
}
