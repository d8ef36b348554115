@testable import Scope
import Engine
import Recurrence

/// Sessions that have a trace, without a thread or a clock.
enum Sample {
  /// A session on the experiment after so many training steps.
  static func session(steps: Int = 1, _ change: (inout Experiment) -> Void = { _ in }) throws -> Session {
    var experiment = Experiment()
    change(&experiment)
    var session = Session(experiment)
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(experiment))
    for report in engine.advance(by: steps) { session.receive(report) }
    return session
  }

  /// Several networks, the first the usual one and the others copies with other settings, after so many training steps.
  static func comparison(_ others: [[String: String]], steps: Int = 4) throws -> Session {
    var session = Session(Experiment())
    for other in others {
      session.apply(.copyChannel)
      for (name, text) in other { session.set(name, to: text) }
    }
    session.apply(.channel(by: 1))
    let engine = SteppedEngine(session.allOrders, trainer: try Trainer(Experiment()))
    for report in engine.advance(by: steps) { session.receive(report) }
    return session
  }

  /// The session after these actions, with what they want of the trace worked out.
  static func session(_ start: Session, after actions: [Action]) -> Session {
    var session = start
    for action in actions { session.apply(action) }
    if let trace = session.trace {
      session.receive(.read(trace: trace, readings: Reading.all(trace, wanted: session.orders.wanted)))
    }
    return session
  }

  /// A network that overflows: NaN and Inf wherever they can be.
  static func diverged() throws -> Session {
    try session(steps: 3) {
      $0.cell = Cells.named("rnn")!
      $0.activation = .identity
      $0.initializer = .identity
      $0.gain = 1e30
      $0.length = 24
      $0.hidden = 7
    }
  }

  static func screen(_ session: Session, _ width: Int, _ height: Int, _ look: Look = Look()) -> Canvas {
    Screen.draw(session, width: width, height: height, look: look).0
  }
}

extension Session {
  /// Takes in what is told of a network.
  mutating func receive(_ report: Report, channel: Int = 0) {
    receive(ChannelReport(channel: channel, report: report))
  }

  /// Types a line behind `:`.
  mutating func type(_ line: String) {
    apply(.openPrompt)
    for character in line { apply(.typed(character)) }
    apply(.submit)
  }
}
