import Engine
import Recurrence
import Testing

@testable import Scope

/// The panel of docs/adding-a-panel.md.
struct AddingAPanelTests {
  @Test func itDrawsItsUnitAtAnySize() throws {
    var session = try Sample.session { $0.length = 12 }
    session.apply(.moveUnit(by: 3))
    let dh = try #require(session.trace).layers[0].dh
    for (width, height) in [(0, 0), (1, 1), (7, 2), (80, 24), (200, 60)] {
      var canvas = Canvas(width: width, height: height)
      var placement = Placement()
      UnitPanel.draw(session, in: canvas.bounds, on: &canvas, placing: &placement)
      guard width >= 80 else { continue }
      let text = canvas.text
      #expect(text.contains("log10 |∂L/∂h_t[4]|"))
      #expect(text.contains("t=12 \(dh[flat: 11 * 20 + 3].decades.short())"))
      #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
      #expect(placement.timePlots.map(\.panel) == [UnitPanel.id])
    }
  }
}
