import Engine
import Recurrence
import Testing

@testable import Scope

struct LayoutTests {
  @Test(arguments: PanelCatalogue.all.indices)
  func fullScreenFillsTheScreen(_ k: Int) throws {
    let start = try Sample.session { ($0.lossAt, $0.length) = (.every, 30) }
    let session = Sample.session(start, after: [.focus(by: k), .confirm])
    for (width, height) in [(80, 24), (120, 40), (200, 61)] {
      let lines = Sample.screen(session, width, height).text.split(separator: "\n", omittingEmptySubsequences: false)
      // Header and footer take two lines each.
      #expect(lines[height - 3].contains { $0 != " " }, "\(PanelCatalogue.all[k].id.name) at \(width)×\(height)")
      if [.heat, .gates, PanelID("routes")].contains(PanelCatalogue.all[k].id) {
        #expect(lines[2..<(height - 2)].allSatisfy { $0.contains { $0 != " " } })
      }
    }
  }

  @Test func theNormsHaveRoomOnASmallScreen() throws {
    let placement = Screen.draw(try Sample.session(), width: 80, height: 24, look: Look()).1
    let norms = try #require(placement.timePlots.first { $0.panel == .norms })
    // All but the axis below.
    #expect(norms.area.height - 1 >= 7)
  }
}
