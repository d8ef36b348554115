import Testing

@testable import Scope

struct HeatPanelTests {
  /// Colours that nobody explains say little: the legend has room however few the units are.
  @Test(arguments: [1, 2, 5, 6, 20, 64])
  func theColorsAreExplained(_ hidden: Int) throws {
    let session = try Sample.session { ($0.length, $0.hidden) = (12, hidden) }
    for session in [session, Sample.session(session, after: [.toggleSign])] {
      for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let text = Sample.screen(session, width, height).text
        for name in ["1e+2", "below", "= 0", "NaN", "Inf"] {
          #expect(text.contains(name), "\(name) at \(width)×\(height)")
        }
      }
    }
  }
}
