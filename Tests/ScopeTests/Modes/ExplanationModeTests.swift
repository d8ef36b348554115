import Scope
import Engine
import Recurrence
import Testing

struct ExplanationModeTests {
  @Test func aVanishingLSTMIsToldToRaiseItsForgetBiasAndOneKeyDoesIt() throws {
    var session = Sample.session(try Sample.session(), after: [.toggle(.explanation)])
    let first = try #require(session.reading?[Why()].value?.suggestions.first)
    #expect(first.setting == "forget-bias")
    session.apply(.follow(suggestion: 0))
    #expect(session.experiment.forgetBias == 3)
    #expect(session.mode != .explanation)
    #expect(session.orders.wanted.isEmpty)
  }

  @Test func aSuggestionOutsideThePageDoesNothing() throws {
    var session = try Sample.session()
    let before = session.experiment
    session.apply(.follow(suggestion: 0))
    #expect(session.experiment == before)
  }

  @Test func everySuggestionCanBeFollowed() throws {
    for cell in Cells.all {
      for gain in [0.1, 1, 1e30] {
        let start = try Sample.session {
          $0.cell = cell
          $0.gain = gain
          $0.activation = .identity
          $0.length = 30
        }
        let session = Sample.session(start, after: [.toggle(.explanation)])
        for (k, suggestion) in session.reading![Why()].value!.suggestions.enumerated() {
          var tried = session
          tried.apply(.follow(suggestion: k))
          #expect(tried.experiment != session.experiment, "\(cell.name), gain \(gain): \(suggestion)")
          #expect(tried.message?.isWarning == false)
        }
      }
    }
  }

  @Test func theSharesOfTheRoutesAddUp() throws {
    for cell in Cells.all {
      let start = try Sample.session {
        $0.cell = cell
        $0.length = 13
        $0.lossAt = .every
      }
      let session = Sample.session(start, after: [.focus(by: 4)])
      for into in session.reading![RouteShares()].value! {
        for t in 0..<13 {
          let sum = into.routes.map { $0.shares[t] }.reduce(0, +)
          #expect(abs(sum - 1) < 1e-9, "\(cell.name) \(into.state) at \(t): \(sum)")
        }
      }
    }
  }
}
