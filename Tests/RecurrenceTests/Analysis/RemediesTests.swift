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

  /// Weights that were given stay the start, under another gain too.
  @Test(arguments: Cells.all)
  func whatIsPromisedOfGivenWeightsComesTrue(cell: CellKind) throws {
    var experiment = Experiment()
    (experiment.cell, experiment.length, experiment.gain) = (cell, 60, 4)
    let given = try Trainer(experiment).parameters
    experiment.seed = 2
    let trainer = try Trainer(experiment, weights: given)
    for _ in 0..<3 { _ = trainer.step() }
    let trace = try #require(trainer.evaluate())
    for (setting, value) in [("gain", "0.5"), ("forget-bias", "2"), ("clip", "norm"), ("init", "normal")] {
      let tried = try #require(Explanation.attempt(setting, value, on: trace))
      var changed = experiment
      try Settings.apply(setting, value, to: &changed)
      let isKept = try trainer.reconfigure(changed)
      let followed = try #require(trainer.evaluate())
      #expect(tried.layers[0].dh.values == followed.layers[0].dh.values, "\(setting)")
      #expect(tried.startsFromGiven == followed.startsFromGiven && followed.startsFromGiven == (setting != "init"))
      try trainer.reconfigure(experiment)
      if !isKept { for _ in 0..<3 { _ = trainer.step() } }
    }
  }

  /// Each setting is tried as a trainer would begin with it, sizes too, or not at all where it means other data.
  @Test(arguments: Settings.all.filter { $0.name != "task" }.map(\.name))
  func anAttemptIsWhatATrainerWouldMake(name: String) throws {
    let experiment = try smallExperiment { $0.optimizer = .adam }
    let trace = try #require(try Trainer(experiment).evaluate())
    let setting = try #require(Settings.named(name))
    let values = setting.choices.isEmpty ? ["1", "2", "3"] : setting.choices
    let value = try #require(values.last { $0 != setting.get(experiment) })
    var changed = experiment
    try Settings.apply(name, value, to: &changed)
    let wanted = try #require(try Trainer(changed).evaluate())
    let isSameData =
      wanted.x.shape == trace.x.shape && wanted.target.shape == trace.target.shape
      && wanted.x.values == trace.x.values && wanted.target.values == trace.target.values
    #expect(changed.hasSameData(as: experiment) == isSameData)
    let tried = Explanation.attempt(name, value, on: trace)
    #expect(tried.map { bits($0) } == (isSameData ? bits(wanted) : nil))
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
    var copy = Trace(rerunning: broken, under: broken.experiment)
    #expect(Network(copy.shape).run(&copy))
    #expect(Verdict(copy, layer: 0).kind == .diverged)
    for suggestion in suggestions(copy) {
      let after = try #require(Explanation.attempt(suggestion.setting, suggestion.value, on: copy))
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
