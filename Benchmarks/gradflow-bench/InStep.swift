import ArgumentParser
import Dispatch
import Engine
import Foundation
import Recurrence

/// What several networks trained in step cost beside one alone: classic examples, as the screen looks at them.
struct InStep: ParsableCommand {
  @Option(help: "how many networks") var networks = 4
  @Option(help: "seconds of each measurement") var seconds = 2.0
  @Option(help: "how often each is measured") var rounds = 5

  func run() throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    // One core has them all in turn; where there are more, each makes its share.
    let turns = Double((networks + cores - 1) / cores)
    var (alone, together): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      alone.append(try stepsPerSecond(1))
      together.append(try stepsPerSecond(networks))
    }
    let (one, all) = (alone.sorted()[rounds / 2], together.sorted()[rounds / 2])
    print("one alone: \(Int(one)) steps/s; \(networks) in step on \(cores) cores: \(Int(all)) steps/s")
    print("share of the ideal, one alone over \(Int(turns)): \(Int((100 * all * turns / one).rounded())) %")
  }

  /// The pace of so many, fetched as often as a screen is drawn.
  private func stepsPerSecond(_ count: Int) throws -> Double {
    let orders = (0..<count).map {
      ChannelOrders(
        id: $0, origin: $0 == 0 ? nil : 0, Orders(experiment: Experiment(), isRunning: true, speed: .unlimited))
    }
    let engine = ThreadedEngine(orders, trainer: try Trainer(Experiment()), wake: {})
    defer { engine.close() }
    var (steps, first, begun) = (0, 0, ContinuousClock.now)
    var isWarm = false
    while true {
      usleep(16_667)
      while let told = engine.fetch() {
        if told.channel == 0, case .trained(_, let trace, _) = told.report { steps = trace.step }
      }
      let passed = begun.duration(to: .now) / .seconds(1)
      if !isWarm, passed > 0.3 { (isWarm, first, begun) = (true, steps, .now) }
      if isWarm, passed > seconds { return Double(steps - first) / passed }
    }
  }
}
