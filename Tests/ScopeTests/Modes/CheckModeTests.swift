import Engine
import Recurrence
import Scope
import Testing

struct CheckModeTests {
  @Test func aCheckIsAskedForAndEscapeStopsIt() throws {
    var session = try Sample.session { $0.length = 12 }
    session.apply(.cursorToStart)
    session.apply(.toggle(.check))
    #expect(session.orders.wanted == [AnyAnalysis(Check(t: 1))])
    session.receive(.working(0.5))
    #expect(Sample.screen(session, 80, 24).text.contains("50% done; Esc stops it"))
    session.apply(.escape)
    #expect(session.orders.wanted.isEmpty)
    session = Sample.session(session, after: [.toggle(.check)])
    #expect(Sample.screen(session, 80, 24).text.contains("passed"))
  }

  @Test func whatHasDivergedIsNotChecked() throws {
    let session = Sample.session(try Sample.diverged(), after: [.toggle(.check)])
    #expect(Sample.screen(session, 80, 24).text.contains(English().line(.notFinite)))
  }
}
