import Engine
import Recurrence

// What the engine of the channel on show is to do, the settings apart.
extension Session {
  mutating func toggleRun() {
    let isRunning = !orders.isRunning
    command { $0.isRunning = isRunning }
    say(orders.isRunning ? .training(orders.speed) : .paused)
  }

  mutating func trainOnce() {
    command {
      $0.isRunning = false
      $0.steps += 1
    }
    say(.trainedOnce)
  }

  mutating func changeSpeed(by step: Int) {
    let all = Speed.allCases
    let index = (all.firstIndex(of: orders.speed) ?? 0) + step
    let speed = all[min(max(0, index), all.count - 1)]
    command { $0.speed = speed }
    say(.speed(orders.speed, isRunning: orders.isRunning))
  }

  mutating func reset() {
    command { $0.resets += 1 }
    let isGiven = trace?.startsFromGiven == true
    say(isGiven ? .weights(.given(name: channel.given?.name ?? "")) : .reset(seed: experiment.seed))
  }

  mutating func resetWithNewSeed() {
    command { $0.experiment.seed &+= 1 }
    say(
      channel.given.map { .weights(.drawnInPlace(of: $0.name, seed: experiment.seed)) } ?? .newSeed(experiment.seed))
  }
}
