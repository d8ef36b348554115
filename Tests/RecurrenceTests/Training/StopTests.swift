import Synchronization
import Testing

@testable import Recurrence

struct StopTests {
  /// Set from another task at any moment, a stop costs the step and nothing else.
  @Test(arguments: Cells.all.map(\.name))
  func atAnyMoment(_ name: String) async throws {
    var experiment = Experiment()
    experiment.cell = try #require(Cells.named(name))
    (experiment.hidden, experiment.length, experiment.layers, experiment.optimizer) = (5, 300, 2, .momentum)
    let (interrupted, plain) = (try Trainer(experiment), try Trainer(experiment))
    let stop = StopSignal()
    async let interruptions: Void = {
      for _ in 0..<200 {
        stop.set()
        await Task<Never, Never>.yield()
      }
    }()
    for _ in 0..<6 {
      var trace: Trace?
      while trace == nil {
        stop.clear()
        trace = interrupted.step(stop: stop)
      }
      let expected = try #require(plain.step())
      #expect(trace?.gradients.all.values == expected.gradients.all.values)
      #expect(interrupted.parameters.all.values == plain.parameters.all.values)
    }
    await interruptions
    #expect(interrupted.step == 6)
  }

  /// At each timestep of each layer, one after the other, forward and back.
  @Test func atEveryTimestep() throws {
    let cell = try stoppingCell()
    let experiment = try smallExperiment { ($0.cell, $0.length, $0.batch, $0.optimizer) = (cell, 7, 1, .adam) }
    let (interrupted, plain) = (try Trainer(experiment), try Trainer(experiment))
    _ = (interrupted.step(), plain.step())
    let before = interrupted.parameters.all.values
    let timesteps = 2 * 7 * experiment.layers
    for timestep in 1...timesteps {
      let signal = StopSignal()
      stop.withLock { $0 = (timestep, signal) }
      #expect(interrupted.step(stop: signal) == nil, "timestep \(timestep)")
      #expect(interrupted.step == 1 && interrupted.parameters.all.values == before)
    }
    let signal = StopSignal()
    stop.withLock { $0 = (timesteps + 1, signal) }
    let trace = try #require(interrupted.step(stop: signal))
    #expect(bits(trace) == bits(try #require(plain.step())))
    #expect(interrupted.parameters.all.values == plain.parameters.all.values)
  }
}

/// The RNN, but it asks the step to stop when so many timesteps' equations have been evaluated.
private let stop = Mutex<(left: Int, signal: StopSignal?)>((0, nil))

private func stoppingCell() throws -> CellKind {
  let cell = try #require(Cells.named("rnn"))
  @Sendable func count() {
    stop.withLock {
      $0.left -= 1
      if $0.left == 0 { $0.signal?.set() }
    }
  }
  return CellKind(
    description: cell.description, addsProjections: cell.addsProjections, savedCount: cell.savedCount,
    forward: { step, activation in
      count()
      cell.forward(step, activation)
    },
    backward: { step in
      count()
      cell.backward(step)
    })
}
