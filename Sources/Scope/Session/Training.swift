import Engine
import Recurrence

// What the engine of the channel on show is to do, the settings apart.
extension Session {
  mutating func toggleRun() {
    orders.isRunning.toggle()
    message = .done(orders.isRunning ? "training at \(words.title(orders.speed))" : "paused: n makes one training step")
  }

  mutating func trainOnce() {
    orders.isRunning = false
    orders.steps += 1
    message = .done("one training step")
  }

  mutating func changeSpeed(by step: Int) {
    let all = Speed.allCases
    let index = (all.firstIndex(of: orders.speed) ?? 0) + step
    orders.speed = all[min(max(0, index), all.count - 1)]
    message = .done("speed: \(words.title(orders.speed))" + (orders.isRunning ? "" : " (paused: Space trains)"))
  }

  mutating func reset() {
    orders.resets += 1
    let isGiven = trace?.startsFromGiven == true
    message = .done(
      isGiven
        ? words.weights(.given(name: channel.given?.name ?? ""))
        : "back to step 0 with the same seed \(experiment.seed)")
  }

  mutating func resetWithNewSeed() {
    orders.experiment.seed &+= 1
    message = .done(
      channel.given.map { words.weights(.drawnInPlace(of: $0.name, seed: experiment.seed)) }
        ?? "step 0 with a new seed \(experiment.seed)")
  }
}
