import Engine
import Recurrence
import Testing

@testable import Scope

struct LegendTests {
  private func lines(_ cell: String, _ width: Int, _ height: Int, _ actions: [Action]) throws -> [String] {
    let session = try Sample.session { $0.cell = Cells.named(cell)! }
    let text = Sample.screen(Sample.session(session, after: actions), width, height).text
    return text.split(separator: "\n").map { String($0).replacing("▀", with: "") }
  }

  /// Whose colours they are, and what shut and open look like, wherever gates stand in several lines.
  @Test(arguments: [
    ("lstm", "i f o  0 shut  1 open    g(C~) C  −1  +1"), ("gru", "r z  0 shut  1 open    n  −1  +1"),
    ("rnn", "−1  +1"),
  ])
  func gatesHaveOne(_ cell: String, _ legend: String) throws {
    for (width, height) in [(110, 34), (120, 40), (200, 60)] {
      #expect(try lines(cell, width, height, []).contains { $0.contains(legend) }, "\(width)×\(height)")
    }
    #expect(try lines(cell, 200, 60, [.focus(by: 2), .confirm]).contains { $0.hasPrefix(legend) })
  }

  @Test func theOneGateOnShowHasItsOwn() throws {
    for (width, height) in [(60, 20), (80, 24)] {
      #expect(try lines("lstm", width, height, [.focus(by: 2)]).contains("0 shut  1 open"))
      #expect(try lines("lstm", width, height, [.focus(by: 2), .gate(by: 2)]).contains("−1  +1"))
    }
  }
}
