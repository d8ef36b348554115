import Engine
import Recurrence
import Testing

@testable import Scope

struct GivenWeightsTests {
  private func session() throws -> (Session, SteppedEngine) {
    var session = Session(Experiment(), weights: "net.safetensors")
    var drawn = Experiment()
    drawn.seed = 9
    let weights = try Trainer(drawn).parameters
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(Experiment(), weights: weights))
    for report in engine.advance() { session.receive(report) }
    return (session, engine)
  }

  private func header(_ session: Session) -> String {
    String(Sample.screen(session, 120, 40).text.split(separator: "\n")[0])
  }

  /// Each key says whose weights training goes on with, and the header says it afterwards.
  @Test func itIsSaidWhoseWeightsTheyAre() throws {
    var (session, engine) = try session()
    #expect(header(session).contains("net.safetensors"))
    for (action, words, isGiven) in [
      (Action.change(.gain, by: 1), "step 0, with the weights of net.safetensors so changed", true),
      (.change(.theta, by: 1), "the weights stay", true),
      (.change(.initializer, by: 1), "random weights (seed 1) take the place of net.safetensors's, step 0", false),
      (.change(.initializer, by: -1), "step 0, with the weights of net.safetensors so changed", true),
      (.resetWithNewSeed, "random weights (seed 2) take the place of net.safetensors's, step 0", false),
    ] {
      session.apply(action)
      #expect(session.message?.text.contains(words) == true, "\(session.message?.text ?? "")")
      for report in engine.follow(session.allOrders) { session.receive(report) }
      #expect(session.trace?.startsFromGiven == isGiven)
      #expect(header(session).contains("random, not net.safetensors") == !isGiven)
    }
  }

  @Test func whatTheTaskDecidesIsSaidAndNotSet() throws {
    var session = try Sample.session { $0.task = TaskName("adding")! }
    let before = session.experiment
    session.set("inputs", to: "5")
    #expect(session.experiment == before)
    #expect(session.message == .warning("task adding decides inputs itself; leave inputs away, or take another task"))
    session.set("batch", to: "8")
    #expect(session.experiment.batch == 8)
  }

  @Test func aThresholdIsMeantForClipping() throws {
    var session = try Sample.session()
    session.set("theta", to: "0.5")
    #expect(session.experiment.clipping == Clipping(.norm, threshold: 0.5))
    #expect(session.message?.text.contains("theta 1.0 → 0.5, clip norm") == true)
    session.set("clip", to: "value")
    session.set("theta", to: "2")
    #expect(session.experiment.clipping == Clipping(.value, threshold: 2))
  }
}
