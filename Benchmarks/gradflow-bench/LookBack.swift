import ArgumentParser
import Recurrence

/// What it costs to remember a run of the classic example, and to go back in it.
struct LookBack: ParsableCommand {
  @Option(help: "training steps") var steps = 10_000
  @Option(help: "bytes to remember them in") var memory = Timeline.usualBudget
  @Option(help: "the update rule") var optimizer = "adam"

  func run() throws {
    var experiment = Experiment()
    try Settings.apply("optimizer", optimizer, to: &experiment)
    let (plain, trainer) = (try Trainer(experiment), try Trainer(experiment, memory: memory))
    let clock = ContinuousClock()
    // In turns, so that what else the machine does meets both alike.
    var (plainTimes, times): ([Double], [Double]) = ([], [])
    let block = max(1, steps / 100)
    for _ in 0..<max(1, steps / block) {
      plainTimes.append(clock.measure { for _ in 0..<block { _ = plain.step() } } / .microseconds(block))
      times.append(clock.measure { for _ in 0..<block { _ = trainer.step() } } / .microseconds(block))
    }
    let timeline = trainer.timeline!
    print("\(timeline.count) steps; each \(plainTimes.median.short()) µs, remembered \(times.median.short()) µs")
    // The last step before a checkpoint is the farthest from the one before.
    let slowest = (1...64).map { k in
      let position = timeline.count * k / 64 - 1
      return clock.measure { _ = timeline.trace(at: position) } / .milliseconds(1)
    }
    print("back within \(slowest.max()!.short()) ms, median \(slowest.median.short()) ms")
  }
}

extension [Double] {
  fileprivate var median: Double { sorted()[count / 2] }
}
