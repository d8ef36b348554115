import Engine
import Recurrence
import Testing

@testable import Scope

struct ChangingTests {
  /// Whether the file can be opened only the engine can tell.
  @Test func aTaskWithAFileIsAnnouncedOnceTheFileIsOpen() throws {
    var session = try Sample.session()
    let before = session.experiment
    session.set("task", to: "file:/no/such")
    #expect(session.message == .done("opening such …") && session.experiment.task.name == "file:/no/such")
    session.receive(.refused(reason: "/no/such: can't be opened", inForce: before))
    #expect(session.message == .warning("/no/such: can't be opened") && session.experiment == before)

    session.set("task", to: "file:/a/b")
    var experiment = session.experiment
    experiment.length = 4
    let trace = try #require(try Trainer(experiment, source: Zeros()).evaluate())
    session.receive(.shown(trace: trace, readings: Reading.all(trace), kept: false))
    #expect(session.message == .done("task noise → file:/a/b; the weights start anew (seed 1), step 0"))
    session.escape()
    session.receive(.shown(trace: trace, readings: Reading.all(trace), kept: false))
    #expect(session.message == nil, "said once")
  }

  @Test func whatIsDoneWhileAFileIsOpenedIsSaid() throws {
    var session = try Sample.session()
    session.set("task", to: "file:/no/such")
    session.set("task", to: "adding")
    #expect(session.message?.text.hasPrefix("task file:/no/such → adding; the weights start anew") == true)
    session.receive(.shown(trace: session.trace!, readings: session.channel.readings, kept: true))
    #expect(session.message?.text.hasPrefix("task file:/no/such → adding") == true)
  }

  /// Before anything is known of the file, and whether a value is typed or asked for.
  @Test func whatAFileDecidesIsRefusedAtFirstSight() throws {
    for line in ["length 50", "length", "batch"] {
      var session = Session(try experiment("file:/a/data.safetensors"))
      session.apply(.openPrompt)
      for character in line { session.apply(.typed(character)) }
      session.apply(.submit)
      #expect(session.message?.isWarning == true && session.message?.text.contains("decides") == true, "\(line)")
      #expect(session.experiment.length == 100)
    }
  }

  private func experiment(_ task: String) throws -> Experiment {
    var experiment = Experiment()
    try Settings.apply("task", task, to: &experiment)
    return experiment
  }
}

private struct Zeros: DataSource {
  let inputs = 2
  let outputs = 1
  let loss = Loss.mse
  let lossAt = LossPosition.last

  func fill(
    x: borrowing MutableTensor, target: borrowing MutableTensor, shape: Shape, loss: any LossFunction, seed: UInt64,
    step: Int
  ) {
    x.fill(0)
    target.fill(0)
  }
}
