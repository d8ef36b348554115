import Synchronization
import Testing

@testable import Recurrence

struct SweepTests {
  private func jobs() throws -> [Sweep.Job] {
    try Cells.all.flatMap { cell in
      try (1...UInt64(3)).map { seed in
        Sweep.Job(
          try smallExperiment(cell.name) {
            ($0.task, $0.layers, $0.optimizer, $0.seed) = (.adding, 1, .adam, seed)
            $0.clipping = Clipping(.norm, threshold: 0.3)
          })
      }
    }
  }

  /// What came of a network, but for the time.
  private func figures(_ outcome: TrainingOutcome?) -> [UInt64]? {
    outcome.map { outcome in
      [outcome.loss, outcome.contraction, outcome.clippedShare].map(\.bitPattern)
        + [UInt64(outcome.parameters), UInt64(bitPattern: Int64(outcome.firstNonFinite ?? -1))]
    }
  }

  /// However many cores there are, each network is trained as if it were alone.
  @Test(arguments: [1, 2, 5, 100])
  func coresChangeNothing(_ cores: Int) throws {
    let jobs = try jobs()
    let told = Mutex<[Double]>([])
    let found = try Sweep.run(jobs, steps: 14, cores: cores) { share in told.withLock { $0.append(share) } }
    for (job, outcome) in zip(jobs, found) {
      #expect(figures(outcome) == figures(try TrainingOutcome(job.experiment, steps: 14)))
      let trainer = try Trainer(job.experiment)
      let traces = try (0..<14).map { _ in try #require(trainer.step()) }
      let loss = traces.suffix(TrainingOutcome.lossSteps).reduce(0) { $0 + $1.loss } / 10
      #expect(outcome?.loss == loss && outcome?.parameters == trainer.parameters.all.count)
      #expect(outcome?.clippedShare == Double(traces.count { $0.clipReport.isClipped }) / 14)
      #expect(outcome?.contraction == Verdict(traces[13], layer: 0).contraction)
    }
    let shares = told.withLock { $0 }
    #expect(shares == shares.sorted() && shares.last == 1)
  }

  @Test func trainingEndsAtTheFirstNaN() throws {
    let experiment = try smallExperiment("rnn") {
      ($0.activation, $0.layers, $0.loss, $0.learningRate) = (.relu, 1, .mse, 1e200)
    }
    let outcome = try #require(try TrainingOutcome(experiment, steps: 1000))
    let trainer = try Trainer(experiment)
    var first: Int?
    while first == nil {
      let trace = try #require(trainer.step())
      if !trace.isFinite { first = trace.step }
    }
    #expect(outcome.firstNonFinite == first && outcome.loss.isNaN)
  }

  @Test func aStopKeepsWhatIsDone() throws {
    let stop = StopSignal()
    let found = try Sweep.run(try jobs(), steps: 4, cores: 1, stop: stop) { if $0 > 0.3 { stop.set() } }
    #expect(found.map { $0 != nil } == [true, true, false, false, false, false, false, false, false])
  }

  @Test func whatIsWrongIsThrown() throws {
    let wrong = Sweep.Job(try smallExperiment { $0.task = .text(path: "/nowhere") })
    #expect(throws: (any Error).self) { try Sweep.run(try jobs() + [wrong], steps: 1) }
    #expect(try Sweep.run([], steps: 1).isEmpty)
  }
}
