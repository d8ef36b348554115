import Engine
import Recurrence
import Testing

@testable import Scope

struct ComparisonLayoutTests {
  @Test func scratch() throws {
    let session = try Sample.comparison([["cell": "gru"], ["cell": "rnn", "activation": "relu"], ["forget-bias": "3"]])
    for (w, h) in [(80, 24), (120, 40), (200, 60)] {
      var s = session
      for _ in 0..<3 {
        print("=====", w, h, s.view.comparison)
        print(Sample.screen(s, w, h).text)
        s.apply(.comparison(by: 1))
      }
    }
  }
}
