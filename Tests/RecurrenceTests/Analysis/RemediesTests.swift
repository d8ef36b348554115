import Foundation
import Testing

@testable import Recurrence

/// What is suggested was tried, and helps by what it says.
struct RemediesTests {
  private func trace(_ change: (inout Experiment) -> Void = { _ in }) throws -> Trace {
    var experiment = Experiment()
    change(&experiment)
    return try #require(try Trainer(experiment).evaluate())
  }

  private func suggestions(_ trace: Trace) -> [Explanation.Suggestion] { Explanation(trace, layer: 0).suggestions }
  private func named(_ trace: Trace) -> [String] { suggestions(trace).map { "\($0.setting) \($0.value)" } }

  /// Following it, as a trainer does, gives the factor that was promised, and it is nearer to ×1.
  @Test(arguments: Cells.all, [0.5, 1, 4])
  func whatIsPromisedComesTrue(cell: CellKind, gain: Double) throws {
    for initializer in Initializer.allCases {
      let trace = try trace { ($0.cell, $0.gain, $0.initializer, $0.length) = (cell, gain, initializer, 60) }
      let before = Verdict(trace, layer: 0)
      for suggestion in suggestions(trace) {
        var followed = trace.experiment
        try Settings.apply(suggestion.setting, suggestion.value, to: &followed)
        let after = try #require(try Trainer(followed).evaluate())
        let verdict = Verdict(after, layer: 0)
        switch suggestion.outcome {
        case .factor(let was, let now):
          #expect(now == verdict.contraction)
          #expect(was == before.contraction || was.isNaN)
          #expect(before.kind == .dead || abs(log10(now)) < 0.9 * abs(log10(was)), "\(suggestion)")
        case .saturation(let was, let now):
          #expect(was == before.saturation && now == verdict.saturation && now < was)
        case .norm(let was, let now):
          #expect(was == trace.clipReport.normAfter && now == after.clipReport.normAfter && now < was)
        case .finite(let factor): #expect(factor == verdict.contraction && after.isFinite)
        }
      }
    }
  }

  /// The classic example: an orthogonal start makes it no better, and so it is not offered.
  @Test func theClassicExampleIsOfferedItsForgetBiasAndNoOrthogonalStart() throws {
    let trace = try trace()
    let first = try #require(suggestions(trace).first)
    #expect(first.setting == "forget-bias" && first.value == "3")
    guard case .factor(let before, let after) = first.outcome else { return #expect(Bool(false)) }
    #expect(before < 0.7 && after > 0.95)
    #expect(!named(trace).contains("init orthogonal"))
    #expect(named(try self.trace { $0.forgetBias = 3 }) == [], "it is stable")
  }

  @Test func aLinearNetworkIsOfferedTheGainThatKeepsLengths() throws {
    func linear(_ gain: Double) throws -> [String] {
      named(
        try trace {
          ($0.cell, $0.activation) = (Cells.named("rnn")!, .identity)
          ($0.initializer, $0.gain, $0.length) = (.orthogonal, gain, 41)
        })
    }
    #expect(try linear(0.5).first == "gain 1.0")
    #expect(try linear(4).contains("gain 1.0"))
    #expect(try linear(4).contains("clip norm"))
  }

  /// Weights that are NaN stay NaN whatever is set: nothing is promised then.
  @Test func whatHasDivergedIsPromisedNothingThatDoesNotHold() throws {
    let broken = try trace { $0.length = 30 }
    broken.parameters.layers[0].recurrentWeights.pointer[3] = .nan
    var copy = broken.unrun(with: broken.experiment)
    #expect(Network(copy.shape).run(&copy))
    #expect(Verdict(copy, layer: 0).kind == .diverged)
    for suggestion in suggestions(copy) {
      let after = try #require(copy.attempt(suggestion.setting, suggestion.value))
      #expect(after.isFinite, "\(suggestion)")
    }
  }

  @Test func whatIsStoppedSuggestsNothing() throws {
    let stop = StopSignal()
    stop.set()
    #expect(Explanation(try trace(), layer: 0, stop: stop).suggestions.isEmpty)
    #expect(throws: Unfinished.stopped) { try Why().run(trace(), layer: 0, stop: stop) }
  }
}
