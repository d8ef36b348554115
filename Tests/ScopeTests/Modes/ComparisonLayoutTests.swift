import Engine
import Recurrence
import Testing

@testable import Scope

struct ComparisonLayoutTests {
  private static let others: [[String: String]] = [
    ["cell": "gru"], ["cell": "rnn", "hidden": "3"], ["length": "7", "layers": "2"],
  ]

  @Test(arguments: 1...3) func severalAreDrawnAtAnySize(others: Int) throws {
    var session = try Sample.comparison(Array(Self.others.prefix(others)), steps: 2)
    session.apply(.togglePin)
    for comparison in Comparison.allCases {
      session.view.comparison = comparison
      for focus in PanelCatalogue.all.map({ $0.id }) {
        session.view.focus = focus
        for (width, height) in [(60, 16), (61, 25), (80, 24), (110, 30), (120, 40), (200, 60), (320, 100)] {
          let text = Sample.screen(session, width, height).text
          for name in session.shown.map(\.name) {
            #expect(text.contains("\(name) · "), "\(name) at \(width)×\(height)")
          }
        }
      }
    }
  }

  /// The whole of a row is of its own network: the largest magnitude of each timestep.
  @Test func aRowShowsTheLargestUnit() throws {
    let session = try Sample.comparison([["cell": "rnn", "activation": "relu", "gain": "0", "learning-rate": "0"]])
    let (canvas, placement) = Screen.draw(session, width: 106, height: 30, look: Look())
    let plots = placement.timePlots.filter { $0.panel == .heat }.map(\.area)
    try #require(plots.count == 2 && plots.allSatisfy { $0.width == 100 && $0.height == 1 })
    let rows = plots.map { canvas.heatText(in: $0).split(separator: "\n")[0] }
    for (row, mine) in zip(rows, session.shown) {
      let grid = try #require(mine.channel.trace).layers[0].dh
      for (t, digit) in row.enumerated() {
        let largest = grid[t].values.map(abs).max() ?? 0
        #expect((digit == "z") == (largest == 0), "t = \(t + 1) of \(mine.name)")
        #expect((digit == "_") == (largest > 0 && largest.decades < session.view.scale.lowest))
      }
    }
    // Without recurrent weights nothing flows back from T.
    #expect(rows[1].dropLast().allSatisfy { $0 == "z" } && rows[1].last != "z")
  }

  @Test func aClickTakesANetworkIntoTheHand() throws {
    var session = try Sample.comparison([["cell": "gru"], ["cell": "rnn"]])
    session.placement = Screen.draw(session, width: 120, height: 40, look: Look()).1
    let heads = session.placement.channels
    #expect(heads.map(\.channel) == [0, 1, 2])
    session.apply(.point(x: heads[2].area.x + 3, y: heads[2].area.y))
    #expect(session.view.channel == 2)
    let panel = try #require(session.placement.panels.first { $0.channel == 1 })
    session.apply(.point(x: panel.area.x + 20, y: panel.area.y + 3))
    #expect(session.view.channel == 1 && session.view.focus == panel.panel && session.view.cursor != nil)
  }

  @Test func thePanelInFocusIsDrawnOfEachWithItsAnalysis() throws {
    var session = try Sample.comparison([["cell": "gru"]])
    session.apply(.focus(by: 4))
    #expect(session.view.focus == RoutesPanel.id)
    for channel in session.channels { #expect(channel.orders.wanted.contains(AnyAnalysis(RouteShares()))) }
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(Experiment()))
    for report in engine.advance() { session.receive(report) }
    let text = Sample.screen(session, 120, 40).text
    #expect(text.contains("Wh_f") && text.contains("Wh_z"), "the LSTM's routes and the GRU's")
  }
}
