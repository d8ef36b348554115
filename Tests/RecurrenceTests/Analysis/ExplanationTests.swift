import Testing

@testable import Recurrence

struct ExplanationTests {
  /// A linear RNN whose gradient changes by ×gain per timestep, with a loss at T alone.
  private func linear(_ gain: Double, length: Int = 41, _ change: (Trace) -> Void = { _ in }) throws -> Trace {
    rerun(
      try autonomousRNN(
        hidden: 4, length: length, activation: .identity, initializer: .orthogonal, gain: gain), change)
  }

  private func settings(_ trace: Trace) -> [String] {
    Explanation(trace, layer: 0).suggestions.map { "\($0.setting) \($0.value)" }
  }

  private func explains(_ trace: Trace, _ words: String) -> Bool {
    Explanation(trace, layer: 0).statements.contains { $0.contains(words) }
  }

  @Test func theRateAndTheLagsAreThoseOfTheGain() throws {
    // 2⁻¹⁰ is below 1e-3 and 2⁻²⁰ below 1e-6, and the powers before them are not.
    let half = Explanation(try linear(0.5), layer: 0).statements
    #expect(half[0].contains("×0.5 on average (spread 0.00 decades per step)"))
    #expect(half[1] == "It falls below 1e-3 of its last value after 10 timesteps and 1e-6 after 20.")
    #expect(try explains(linear(0.5, length: 15), "below 1e-3 of its last value after 10 timesteps."))
    #expect(!explains(try linear(1), "of its last value"))
  }

  @Test func aSpreadOfHalfADecadeIsWide() {
    // Steps of 0 and 2s decades have a spread of s.
    #expect(explains(handMade(dh: [16, 16, 1]), "The spread is wide"))
    #expect(!explains(handMade(dh: [8, 8, 1]), "The spread is wide"))
  }

  @Test func aLossAtEveryTimestepIsSaid() throws {
    for lossAt in LossPosition.allCases {
      let trace = try smallTrace(Cells.named("gru")!, lossAt: lossAt)
      #expect(explains(trace, "Each timestep has a loss of its own") == (lossAt == .every))
    }
  }

  @Test func gatesAreNamedWithTheirSharesAndCandidatesAreNot() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    trace.layers[0].gate(1).pointer.update(repeating: 0.02, count: 40)
    trace.layers[0].gate(1).pointer.update(repeating: 0.98, count: 10)
    #expect(explains(trace, "f, the forget gate (1 keeps c): mean 0.26, 75% shut (<0.05), 25% open (>0.95)."))
    #expect(!explains(trace, "g, the"))
  }

  /// The mean share over the later half, without T, into which nothing flows.
  @Test(arguments: Cells.all)
  func theLargestRouteFromTheNextTimestepIsNamed(cell: CellKind) throws {
    let trace = try smallTrace(cell) { $0.length = 9 }
    let lines = Explanation(trace, layer: 0).statements.filter { $0.hasPrefix("Into") }
    let states = Routes(trace, layer: 0).states
    #expect(lines.count == states.count)
    for (line, into) in zip(lines, states) {
      let flowing = into.routes.filter { $0.kind != .direct && $0.kind != .within }
      let means = flowing.map { $0.shares[4..<8].reduce(0, +) / 4 }
      let most = try #require(means.indices.max { means[$0] < means[$1] })
      let share = (100 * means[most]).fixed(0)
      #expect(line == "Into ∂L/∂\(into.state)_t most comes \(flowing[most].name): \(share)% of the total on average.")
    }
  }

  @Test func clippingIsToldByWhereItCuts() throws {
    func line(_ mode: Clipping.Mode) throws -> String {
      let trace = try smallTrace(Cells.named("gru")!) { $0.clipping = Clipping(mode, threshold: 1e-3) }
      return try #require(Explanation(trace, layer: 0).statements.last)
    }
    #expect(try line(.off).hasPrefix("Nothing is clipped; ‖∂L/∂W‖ is "))
    #expect(try line(.norm).hasPrefix("Clipping by global norm, at the update: ‖∂L/∂W‖ "))
    #expect(try line(.norm).contains(" → 0.001. "))
    #expect(try line(.bpttNorm) == "Clipping by norm, inside BPTT cut ∂L/∂h_t at 100% of the timesteps.")
  }

  @Test func whatVanishesIsHelpedByABiasThenByTheStartThenByTheCell() throws {
    func vanishing(_ cell: String, _ change: (inout Experiment) -> Void = { _ in }) throws -> [String] {
      let trace = try smallTrace(Cells.named(cell)!, lossAt: .last) {
        ($0.length, $0.gain) = (200, 0.5)
        change(&$0)
      }
      #expect(Verdict(trace, layer: 0).kind == .vanishing)
      return settings(trace)
    }
    #expect(try vanishing("lstm") == ["forget-bias 3", "init orthogonal"])
    #expect(try vanishing("lstm") { $0.initializer = .orthogonal } == ["forget-bias 3"])
    #expect(try vanishing("lstm") { $0.forgetBias = 3 } == ["init orthogonal"])
    #expect(try vanishing("gru") == ["update-bias 3", "init orthogonal"])
    #expect(try vanishing("gru") { $0.updateBias = 3 } == ["init orthogonal"])
    #expect(try vanishing("rnn") == ["init orthogonal", "cell lstm"])
    #expect(try vanishing("rnn") { $0.initializer = .orthogonal } == ["cell lstm"])
  }

  @Test func whatExplodesIsClippedAndItsGainDividedByTheRate() throws {
    #expect(try settings(linear(4)) == ["clip norm", "gain 1.0"])
    #expect(try settings(linear(40)) == ["clip norm", "gain 4.0"], "by 10 at most")
    // ×1.05 for long: divided by 1.1 at least.
    #expect(try settings(linear(1.05, length: 200)) == ["clip norm", "gain 0.95"])
    var clipped = try linear(4)
    clipped.experiment.clipping = Clipping(.norm)
    clipped = rerun(clipped) { _ in }
    #expect(settings(clipped) == ["gain 1.0", "learning-rate 0.0001"])
    clipped.experiment.gain = 0.1
    #expect(settings(clipped) == ["learning-rate 0.0001"], "a small gain is not what makes it grow")
    // What is not finite is not bounded by clipping; without a rate, half the gain.
    #expect(try settings(linear(10, length: 350)) == ["gain 5.0", "learning-rate 0.0001"])
    let silent = try linear(10, length: 350) { $0.x.pointer.update(repeating: 0, count: $0.x.count) }
    #expect(settings(silent) == ["gain 1.0", "learning-rate 0.0001"])
  }

  @Test func saturatedGatesNeedSmallerSumsAndSteadyOnesNothing() throws {
    let trace = handMade(cell: Cells.named("lstm")!, dh: [1, 1, 1])
    #expect(settings(trace) == ["gain 0.5", "learning-rate 0.0001"], "all shut")
    #expect(try settings(linear(1)) == [])
  }
}
