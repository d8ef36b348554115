import Recurrence
import Testing

@testable import Scope

struct DifferenceViewTests {
  @Test func aRatioIsToldInDecadesAndWhatIsNoneApart() {
    #expect(DifferenceView.ink(1e-3, over: 1e-3) == .signed(0))
    #expect(DifferenceView.ink(-1e-3, over: 1e-5) == .signed(0.5))
    #expect(DifferenceView.ink(1e-9, over: 1e-3) == .signed(-1), "beyond the ends is at them")
    #expect(DifferenceView.ink(0, over: 1) == .zero && DifferenceView.ink(1, over: 0) == .zero)
    #expect(DifferenceView.ink(.nan, over: 0) == .nan && DifferenceView.ink(1, over: .nan) == .nan)
    #expect(DifferenceView.ink(.infinity, over: 1) == .infinite)
  }

  @Test func unitsAreToldApartWhereTheyAreTheSame() throws {
    let session = try Sample.comparison([["theta": "0.01"], ["cell": "gru", "clip": "off"], ["hidden": "5"]])
    let shown = session.shown
    #expect((1...3).map { DifferenceView.isByUnit(shown[$0], session) } == [true, false, false])
    var picture = session
    picture.apply(.comparison(by: 2))
    let text = Sample.screen(picture, 120, 60).text
    #expect(text.contains("∂L/∂h_t of B over A's") && text.contains("‖∂L/∂h_t‖ of C over A's"))
  }

  @Test func sequencesOfOtherLengthsAreNotLaidOverOneAnother() throws {
    var session = try Sample.comparison([["length": "50"]])
    session.apply(.comparison(by: 2))
    #expect(
      Sample.screen(session, 80, 24).text.contains("T 50 and T 100: no timestep of one is a timestep of the other"))
    session.apply(.comparison(by: -1))
    #expect(Sample.screen(session, 80, 24).text.contains("B T 50"))
  }
}
