import Recurrence
import Scope
import Testing

struct NoteWordsTests {
  private func line(_ note: Note) -> String { English().line(note) }

  @Test func aLensTellsTheSharesThatItLoses() {
    // The least subnormal of float16 is 6.0e-8, its greatest number 65504.
    let values = [1, 1e-9, 1e-9, 1e-6, 1e6, 0, 1, 1, 1, 1]
    let lens = PrecisionLens(Tensor(shape: [10], values: values), .float16)
    #expect(line(.lost(lens)) == "float16 would make 20.0% zero, 10.0% subnormal, 10.0% Inf")
  }

  @Test func clippingNamesWhatItCuts() {
    #expect(
      line(.clipped(steps: 0.25, components: 0.5, insideBPTT: false, .much))
        == "clipped: 25% of all steps, now 50% of the components")
    #expect(
      line(.clipped(steps: 1, components: 0, insideBPTT: true, .much)).hasSuffix("now 0% of the ∂L/∂h_t's components"))
  }

  @Test func whatLiesBesideTheScaleTellsTheKey() {
    #expect(line(.allAbove(decades: 2)) == "all above 1e2: Z shifts the scale up")
    #expect(line(.allBelow(decades: -12)) == "all below 1e-12: z shifts the scale down")
  }

  @Test func whatTakesLongTellsHowFarItIs() throws {
    #expect(line(.underWay(nil)) == "being worked out …" && line(.underWay(0.344)) == "being worked out … 34%")
    var session = try Sample.session()
    session.apply(.focus(by: 7))
    session.receive(.working(0.5))
    #expect(Sample.screen(session, 80, 24).text.contains("being worked out … 50%"))
  }
}
