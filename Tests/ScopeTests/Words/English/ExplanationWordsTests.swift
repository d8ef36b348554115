import Scope
import Recurrence
import Testing

struct ExplanationWordsTests {
  private func line(_ statement: Explanation.Statement) -> String { English().line(statement) }

  @Test func theRateAndTheLagsAreToldInFigures() {
    #expect(line(.rate(factor: 0.5, spread: 0)).contains("×0.5 on average (spread 0.00 decades per step)"))
    #expect(
      line(.lag(thousandth: 10, millionth: 20))
        == "It falls below 1e-3 of its last value after 10 timesteps and 1e-6 after 20.")
    #expect(
      line(.lag(thousandth: 10, millionth: nil)) == "It falls below 1e-3 of its last value after 10 timesteps.")
  }

  @Test func aGateIsToldWithItsShares() {
    #expect(
      line(.gate(name: "f", title: "forget gate (1 keeps c)", mean: 0.26, shut: 0.75, open: 0.25))
        == "f, the forget gate (1 keeps c): mean 0.26, 75% shut (<0.05), 25% open (>0.95).")
  }

  @Test func aRouteIsToldByItsKind() {
    func route(_ kind: Routes.Kind, _ state: String) -> String { line(.mostFrom(kind, into: state, share: 0.5)) }
    #expect(
      route(.recurrent(gate: "f"), "h")
        == "From t+1 most comes into ∂L/∂h_t by Wh_f: 50% of the total on average.")
    #expect(
      route(.elementwise(factor: "f"), "c")
        == "From t+1 most comes into ∂L/∂c_t by f (c→c): 50% of the total on average.")
    #expect(English().title(.within(states: ["h"]), into: "c") == "h_t")
    #expect(English().title(.direct, into: "h") == "direct")
  }

  @Test func clippingIsToldByWhereItCuts() {
    #expect(line(.unclipped(norm: 0.25)) == "Nothing is clipped; ‖∂L/∂W‖ is 0.25.")
    #expect(
      line(.clippedAtUpdate(.norm, before: 2, after: 0.001))
        == "Clipping by global norm, at the update: ‖∂L/∂W‖ 2 → 0.001. It bounds the update; what has vanished stays "
        + "vanished.")
    #expect(
      line(.clippedInside(.bpttNorm, share: 1))
        == "Clipping by norm, inside BPTT cut ∂L/∂h_t at 100% of the timesteps.")
  }

  @Test func reasonsTellWhatToExpect() {
    #expect(
      English().line(.openForgetGate(bias: 3, passes: 0.9526))
        == "f starts near σ(3) = 0.95, so that c passes on ×0.95 per step instead of ×0.5")
    #expect(
      English().line(.boundedUpdate(threshold: 1))
        == "bounds each update to θ = 1; the gradient itself still grows")
  }
}
