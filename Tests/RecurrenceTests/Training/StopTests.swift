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
        await _Concurrency.Task<Never, Never>.yield()
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
}
