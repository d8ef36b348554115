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

  /// At each elementwise equation, one after the other, forward and back.
  @Test func atEveryEquation() throws {
    let experiment = try smallExperiment {
      ($0.cell, $0.length, $0.batch, $0.optimizer) = (CellKind(StoppingCell.self), 7, 1, .adam)
    }
    let (interrupted, plain) = (try Trainer(experiment), try Trainer(experiment))
    _ = (interrupted.step(), plain.step())
    let before = interrupted.parameters.all.values
    // Nine units are two runs of lanes.
    let equations = 2 * 7 * experiment.layers * 2
    for equation in 1...equations {
      let stop = StopSignal()
      StoppingCell.stop.withLock { $0 = (equation, stop) }
      #expect(interrupted.step(stop: stop) == nil, "equation \(equation)")
      #expect(interrupted.step == 1 && interrupted.parameters.all.values == before)
    }
    let stop = StopSignal()
    StoppingCell.stop.withLock { $0 = (equations + 1, stop) }
    let trace = try #require(interrupted.step(stop: stop))
    #expect(bits(trace) == bits(try #require(plain.step())))
    #expect(interrupted.parameters.all.values == plain.parameters.all.values)
  }
}

/// The RNN, but it asks the step to stop when so many of its equations have been evaluated.
private enum StoppingCell: Cell {
  typealias State = VanillaRNN.State
  typealias Gates = VanillaRNN.Gates
  typealias Saved = VanillaRNN.Saved
  static let description = VanillaRNN.description
  static let addsProjections = VanillaRNN.addsProjections
  static let stop = Mutex<(left: Int, signal: StopSignal?)>((0, nil))

  private static func count() {
    stop.withLock {
      $0.left -= 1
      if $0.left == 0 { $0.signal?.set() }
    }
  }

  static func forward(
    ax: Gates, ah: Gates, activation: Activation, state: inout State, saved: inout Saved
  ) -> Gates {
    count()
    return VanillaRNN.forward(ax: ax, ah: ah, activation: activation, state: &state, saved: &saved)
  }

  static func backward(gates: Gates, saved: Saved, previous: State, dState: inout State) -> Backward<StoppingCell> {
    count()
    let back = VanillaRNN.backward(gates: gates, saved: saved, previous: previous, dState: &dState)
    return Backward(gates: back.gates, ax: back.ax, ah: back.ah, previous: back.previous)
  }
}
