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
}
