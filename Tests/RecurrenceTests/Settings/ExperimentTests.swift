import Testing

@testable import Recurrence

struct ExperimentTests {
  private func problem(_ change: (inout Experiment) -> Void) -> String {
    var experiment = Experiment()
    change(&experiment)
    do {
      _ = try Trainer(experiment)
      return ""
    } catch { return "\(error)" }
  }

  @Test func whatIsImpossibleIsNamedWithItsRange() {
    #expect(problem { $0.layers = 5 } == "layers must be 1 … 4, not 5")
    #expect(problem { $0.inputs = 0 } == "inputs must be 1 … 4096, not 0")
    #expect(problem { $0.hidden = 4097 } == "hidden must be 1 … 4096, not 4097")
    #expect(problem { $0.outputs = -1 } == "outputs must be 1 … 4096, not -1")
    #expect(problem { $0.length = 0 } == "length must be 1 … 1000000, not 0")
    #expect(problem { $0.batch = Int.max } == "batch must be 1 … 4096, not \(Int.max)")
    #expect(problem { $0.gain = .nan } == "gain must be a finite number, not nan")
    #expect(problem { $0.forgetBias = .infinity } == "forget-bias must be a finite number, not inf")
    #expect(problem { $0.updateBias = -.infinity } == "update-bias must be a finite number, not -inf")
    #expect(problem { $0.learningRate = -0.1 } == "learning-rate must be 0 or more, not -0.1")
    #expect(problem { $0.clipping.threshold = 0 } == "theta must be above 0, not 0.0")
    #expect(problem { _ in } == "")
  }

  @Test func whatATaskLacksIsSaid() {
    #expect(problem { ($0.task, $0.loss) = (.adding, .xent) }.contains("set loss auto"))
    #expect(problem { $0.task = .file(path: "/nowhere") }.hasPrefix("/nowhere: can't be opened"))
    #expect(
      problem {
        $0.task = .file(path: Fixture.path("models/nested-prefix.data.safetensors"))
        $0.lossAt = .every
      }.contains("set loss-at auto"))
  }

  /// The largest of everything is refused before any of it is taken: otherwise this would not come back.
  @Test func tooMuchMemoryIsRefused() {
    let message = problem {
      ($0.layers, $0.inputs, $0.hidden, $0.outputs, $0.length, $0.batch) = (4, 4096, 4096, 4096, 1_000_000, 4096)
    }
    #expect(message.contains("length 1000000 × batch 4096 × hidden 4096 × layers 4 needs"))
    #expect(message.contains("of memory") && message.contains("make one of them smaller"))
  }
}
