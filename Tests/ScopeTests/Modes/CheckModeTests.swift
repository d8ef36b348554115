import Scope
import Engine
import Recurrence
import Testing

struct CheckModeTests {
  @Test func aCheckIsAskedForOnceAndEscapeStopsIt() throws {
    var session = try Sample.session { $0.length = 12 }
    session.apply(.cursorToStart)
    session.apply(.toggle(.check))
    let first = try #require(session.orders.check)
    #expect(first.request.t == 1)
    session.receive(.checking(0.5))
    session.apply(.escape)
    #expect(session.orders.check == nil && session.channel.check == nil)
    session.apply(.toggle(.check))
    #expect(session.orders.check != first)
    let check = try #require(GradientCheck(session.trace!, layer: 0, t: 1))
    session.receive(.checked(check))
    #expect(Sample.screen(session, 80, 24).text.contains("passed"))
  }
}
