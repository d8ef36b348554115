import Examples
import Recurrence
import Testing

/// What docs/examples shows, as a package outside would use it: without @testable.
struct ExamplesTests {
  private func experiment() -> Experiment {
    var experiment = Experiment()
    experiment.cell = Cells.named("gru")!
    (experiment.length, experiment.batch, experiment.hidden) = (8, 16, 12)
    (experiment.optimizer, experiment.learningRate) = (.adam, 0.01)
    return experiment
  }

  /// The mean loss of the first and of the last ten of so many steps.
  private func ends(_ trainer: Trainer, steps: Int) throws -> (first: Double, last: Double) {
    let losses = try (0..<steps).map { _ in try #require(trainer.step()).loss }
    return (losses.prefix(10).reduce(0, +) / 10, losses.suffix(10).reduce(0, +) / 10)
  }

  @Test func aTaskOfOnesOwnIsLearned() throws {
    let (first, last) = try ends(try Trainer(experiment(), source: FirstNumber()), steps: 400)
    // Answering ½ always is off by 1/12 in the mean of squares.
    #expect(first > 0.07 && last < 0.02, "\(first) → \(last)")
  }

  @Test func aLossOfOnesOwnIsLearnedAndNamed() throws {
    let trainer = try Trainer(experiment(), source: FirstNumber(), loss: AbsoluteError())
    let (first, last) = try ends(trainer, steps: 400)
    #expect(first > 0.2 && last < 0.1, "\(first) → \(last)")
    let trace = try #require(trainer.evaluate())
    #expect(trace.lossKind.name == "absolute")
    #expect(trace.dy.values.allSatisfy { abs($0) == 1 / 16.0 })
    let check = try #require(GradientCheck(trace, layer: 0, t: 3))
    #expect(check.isPassed)
  }

  @Test func weightsOfOnesOwnAreWhatTheStepUses() throws {
    let trace = try spiral(factor: 0.9, length: 30)
    #expect(trace.startsFromGiven)
    #expect(trace.parameters["weight_hh_l0"]?.values == [0.6, -0.8, 0.8, 0.6].map { 0.9 * $0 })
    let norms = GradientProfile(trace, layer: 0).dh
    for t in 0..<30 {
      let wanted = (0..<(29 - t)).reduce(norms[29]) { size, _ in size * 0.9 }
      #expect(abs(norms[t] / wanted - 1) < 1e-13, "t = \(t + 1)")
    }
  }

  @Test func aSweepTellsTheFactor() throws {
    let found = try verdicts(forGains: [0.8, 1, 1.2])
    #expect(found.map(\.kind) == [.vanishing, .stable, .exploding])
    for (verdict, gain) in zip(found, [0.8, 1, 1.2]) { #expect(abs(verdict.contraction - gain) < 1e-12) }
  }
}
