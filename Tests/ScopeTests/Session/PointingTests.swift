import Engine
import Recurrence
import Scope
import Testing

struct PointingTests {
  private func session(_ width: Int, _ height: Int, _ actions: [Action] = []) throws -> Session {
    var session = Sample.session(try Sample.session { ($0.length, $0.hidden) = (40, 20) }, after: actions)
    session.placement = Screen.draw(session, width: width, height: height, look: Look()).1
    return session
  }

  @Test func aClickPointsAtTheUnitToo() throws {
    var session = try session(120, 40)
    let area = try #require(session.placement.unitPlots.first)
    for line in 0..<area.height {
      session.press(.mouse(x: area.x + 3, y: area.y + line, button: .left))
      #expect(session.view.unit == line * 20 / area.height)
    }
  }

  @Test func aClickPutsTheFocusOnAnyPanel() throws {
    let session = try session(120, 40)
    for panel in session.placement.panels {
      var copy = session
      copy.press(.mouse(x: panel.area.x + 2, y: panel.area.y, button: .left))
      #expect(copy.view.focus == panel.panel)
    }
    #expect(session.placement.panels.map(\.panel.name).contains("training"))
  }

  @Test func aClickOnTheFooterIsItsKey() throws {
    let session = try session(120, 40)
    let labels = session.placement.keys
    #expect(labels.count > 10)
    for label in labels {
      let middle = label.area.x + label.area.width / 2
      let first = labels.first { $0.area.contains(x: middle, y: label.area.y) }!
      var (clicked, pressed) = (session, session)
      clicked.press(.mouse(x: middle, y: label.area.y, button: .left))
      pressed.press(first.key)
      #expect(clicked.orders == pressed.orders && clicked.modes == pressed.modes && clicked.message == pressed.message)
    }
    // The second key of a pair is the other way.
    let cell = labels.filter { [.character("c"), .character("C")].contains($0.key) }
    #expect(cell.count == 2 && cell[0].key == .character("C") && cell[0].area.width == 1)
  }

  @Test func theWheelScrollsWhatItIsOver() throws {
    var session = try session(120, 40, [.moveCursor(by: -9)])
    let heat = try #require(session.placement.unitPlots.first)
    session.press(.mouse(x: heat.x + 1, y: heat.y, button: .wheelDown))
    #expect(session.view.unit == 1 && session.cursorTime == 30)
    let norms = try #require(session.placement.timePlots.first { $0.panel.name == "norms" })
    session.press(.mouse(x: norms.area.x + 1, y: norms.area.y + 1, button: .wheelDown))
    #expect(session.view.unit == 1 && session.cursorTime == 31)
    session.press(.mouse(x: norms.area.x + 1, y: norms.area.y + 1, button: .wheelUp))
    #expect(session.cursorTime == 30)
  }
}
