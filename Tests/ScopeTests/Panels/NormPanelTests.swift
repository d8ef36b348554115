import Recurrence
import Testing

@testable import Scope

struct NormPanelTests {
  private func text(_ session: Session) -> String { Sample.screen(session, 80, 24).text }

  /// A plot without a line says why, and nothing that would not help.
  @Test func whereThereIsNoLineItSaysWhy() throws {
    #expect(text(try Sample.diverged()).contains("all NaN or Inf: e tells where the first one is"))
    // Without recurrent weights nothing flows back from T.
    let zero = try Sample.session { ($0.cell, $0.gain) = (Cells.named("rnn")!, 0) }
    let early = Sample.session(zero, after: [.cursorToStart, .zoom(by: 1)])
    #expect(text(early).contains("all exactly 0") && !text(early).contains("shifts the scale"))
  }

  /// Only the timesteps on show count.
  @Test func aWindowBelowTheScaleSaysSo() throws {
    let start = try Sample.session { $0.length = 400 }
    let end = Sample.session(start, after: [.cursorToStart, .zoom(by: 1), .zoom(by: 1)])
    #expect(!text(start).contains("all below"))
    #expect(text(end).contains("all below 1e-12: z shifts the scale down"))
  }
}
