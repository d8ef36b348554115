import Synchronization

/// Networks that have nothing to do with one another, trained without a screen, one to a core.
public enum Sweep {
  /// One of them, at step 0.
  public struct Job: Sendable {
    /// Its settings.
    public let experiment: Experiment
    /// The weights that it starts from, where some are given.
    public let weights: Parameters?

    /// A network to train.
    public init(_ experiment: Experiment, weights: Parameters? = nil) {
      (self.experiment, self.weights) = (experiment, weights)
    }
  }

  /// Trains each for so many steps, `cores` at a time; what came of it, in the order of the jobs. Each is as if it had
  /// been alone, so the cores change nothing but the time.
  ///
  /// Nil stands for those that `stop` ended. `progress` hears the share done, from any thread, one at a time. Throws what is
  /// wrong with a job's settings, the first one's.
  public static func run(
    _ jobs: [Job], steps: Int, cores: Int = Crew.machineCores, stop: StopSignal = .never,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> [TrainingOutcome?] {
    let next = Atomic(0)
    let results = Mutex([Result<TrainingOutcome?, any Error>](repeating: .success(nil), count: jobs.count))
    let done = Mutex(0)
    Crew.shared.concurrentPerform(max(1, min(cores, jobs.count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < jobs.count, !stop.isSet else { return }
        let job = jobs[index]
        var counted = 0
        // What diverges is done at once.
        func count(_ made: Int) {
          done.withLock { done in
            done += made - counted
            progress(Double(done) / Double(max(1, steps * jobs.count)))
          }
          counted = made
        }
        let result = Result {
          try TrainingOutcome(job.experiment, weights: job.weights, steps: steps, stop: stop, progress: count)
        }
        results.withLock { $0[index] = result }
        if case .success(.some) = result { count(steps) }
      }
    }
    return try results.withLock { $0 }.map { try $0.get() }
  }
}
