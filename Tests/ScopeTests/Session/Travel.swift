import Engine
import Recurrence
import Testing

@testable import Scope

/// A session and the engine that follows it, which remembers; keys go in, and all that is told comes back.
struct Travel {
  var session: Session
  let engine: SteppedEngine
  /// The traces of the steps that were trained, as they were told of the first channel.
  private(set) var trained: [Trace] = []

  /// A run of the adding task, small unless it is told otherwise.
  init(memory: Int? = Timeline.usualBudget, _ change: (inout Experiment) -> Void = { _ in }) throws {
    var experiment = Experiment()
    (experiment.length, experiment.hidden, experiment.batch, experiment.task) = (9, 5, 3, .adding)
    change(&experiment)
    session = Session(experiment, isRunning: false)
    engine = SteppedEngine(session.allOrders, trainer: try Trainer(experiment, memory: memory))
    take(engine.follow(session.allOrders))
  }

  private mutating func take(_ reports: [ChannelReport]) {
    for told in reports {
      if told.channel == 0, case .trained(_, let trace, _) = told.report { trained.append(trace) }
      session.receive(told)
    }
  }

  /// Keys by their names, the engine following each.
  mutating func press(_ keys: String...) throws {
    for name in keys {
      session.press(try #require(Key(name), "\(name)"))
      take(engine.follow(session.allOrders))
    }
  }

  /// A line behind `:`.
  mutating func type(_ line: String) throws {
    session.press(.character(":"))
    for character in line { session.press(.character(character)) }
    try press("Enter")
  }

  /// So many training steps, and then it stands.
  mutating func train(_ steps: Int) throws {
    for _ in 0..<steps { try press("n") }
  }

  /// The first line of the screen.
  func header(_ width: Int = 120) -> String {
    String(Sample.screen(session, width, 40).text.prefix { $0 != "\n" })
  }

  var text: String? { session.message?.text }
}

/// All that a trace was made of, and came to, bit by bit.
func bits(_ trace: Trace?) -> [UInt64] {
  guard let trace else { return [] }
  let layers = trace.layers.flatMap { $0.h.values + $0.dh.values }
  return [UInt64(trace.step), trace.loss.bitPattern]
    + (trace.parameters.all.values + trace.gradients.all.values + layers).map(\.bitPattern)
}
