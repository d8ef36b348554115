import Engine
import Recurrence
import Testing

@testable import Scope

struct ZoomTests {
  private func session(_ length: Int = 500, after keys: String..., cell: String = "rnn") throws -> Session {
    var session = try Sample.session { ($0.length, $0.hidden, $0.cell) = (length, 4, Cells.named(cell)!) }
    for key in keys { session.press(try #require(Key(key))) }
    return session
  }

  @Test func zoomingKeepsTheCursorAndHalvesWhatIsSeen() throws {
    var session = try session(after: ">")
    #expect(session.window == 250..<500)
    for _ in 0..<9 { session.press(.character(">")) }
    #expect(session.window == 492..<500)
    for _ in 0..<9 { session.press(.character("<")) }
    #expect(session.window == 0..<500 && session.view.zoom == nil)
    session.apply(.cursorToStart)
    session.apply(.moveCursor(by: 100))
    session.press(.character(">"))
    #expect(session.window.contains(100) && session.window == 50..<300)
  }

  @Test func panningTakesTheCursorAlongAndTheCursorTheWindow() throws {
    var session = try session(after: ">", ">", "(")
    #expect(session.window == 313..<438 && session.cursorTime == 437)
    session.apply(.cursorToStart)
    #expect(session.window == 0..<125)
    session.press(.character("("))
    #expect(session.window == 0..<125)
    session.press(.character(")"))
    #expect(session.window == 62..<187 && session.cursorTime == 62)
    session.apply(.cursorToEnd)
    #expect(session.window == 375..<500)
    // A shorter sequence has no such timesteps.
    let other = try self.session(30)
    session.receive(.shown(trace: other.trace!, readings: other.channel.readings, kept: false))
    #expect(session.window == 0..<30)
  }

  /// At T = 10,000 all of a vanishing gradient is in one column; zoomed to, each timestep has its own.
  @Test(arguments: [500, 10_000])
  func whatIsAboveTheScaleIsSeenTimestepByTimestep(_ length: Int) throws {
    var session = try session(length)
    let dh = session.reading!.profile.dh
    let first = dh.firstIndex { $0 >= 1e-12 }!
    session.press(.character("0"))
    #expect(session.window == min(first, length - 8)..<length)
    let (canvas, placement) = Screen.draw(session, width: 120, height: 40, look: Look())
    let heat = placement.timePlots.first { $0.panel == .heat }!.area
    let row = canvas.heatText(in: Rect(x: heat.x, y: heat.y, width: heat.width, height: 1)).split(separator: "\n")[0]
    let axis = TimeAxis(session.window, width: heat.width)
    #expect(session.window.count < heat.width)
    for t in session.window {
      let value = session.trace!.layers[0].dh[flat: t * 4]
      var one = Canvas(width: 1, height: 1)
      one.heat(in: one.bounds, columns: 1, rows: 2) { _, _ in ValueInk.gradient(value, session.view.scale) }
      let wanted = one.heatText(in: one.bounds).first
      for column in axis.columns(of: t) { #expect(Array(row)[column] == wanted, "t = \(t + 1)") }
    }
    #expect(canvas.text.contains("t \(session.window.lowerBound + 1)…\(length)"))
    session.press(.character("0"))
    #expect(session.window == 0..<length)
  }

  @Test func whereNothingIsAboveTheScaleItSaysSo() throws {
    var session = try session(30)
    session.apply(.shiftScale(by: 250))
    session.press(.character("0"))
    #expect(session.window == 0..<30 && session.message?.text.contains("no timestep lies above") == true)
  }

  @Test func aClickPointsIntoTheWindow() throws {
    var session = try session(after: ">", ">", ">", ">", ">", ">")
    let (_, placement) = Screen.draw(session, width: 80, height: 24, look: Look())
    session.placement = placement
    let heat = placement.timePlots.first { $0.panel == .heat }!.area
    session.press(.mouse(x: heat.x, y: heat.y, button: .left))
    #expect(session.cursorTime == session.window.lowerBound && session.cursorTime == 492)
  }

  /// Every panel, at every zoom, at any size.
  @Test(arguments: Cells.all)
  func everyPanelDrawsAWindow(_ cell: CellKind) throws {
    let start = try Sample.session { ($0.cell, $0.length, $0.hidden, $0.lossAt) = (cell, 90, 3, .every) }
    for k in PanelCatalogue.all.indices {
      for actions: [Action] in [
        [.zoom(by: 1)], [.zoom(by: 1), .zoom(by: 1), .pan(by: -1)], [.fitTime, .toggleRelative],
      ] {
        let session = Sample.session(start, after: [.focus(by: k)] + actions)
        for (width, height) in [(60, 16), (80, 24), (120, 40), (200, 60)] { _ = Sample.screen(session, width, height) }
      }
    }
  }
}
