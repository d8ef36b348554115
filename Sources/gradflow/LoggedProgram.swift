import Engine
import Recurrence
import Scope

/// The interactive program, with all that goes in and comes out written to a log.
final class LoggedProgram: Program {
  private let program: ExploreProgram
  private let log: DebugLog

  init(_ program: ExploreProgram, log: DebugLog) {
    (self.program, self.log) = (program, log)
  }

  var isFinished: Bool { program.isFinished }

  func press(_ key: Key) {
    log("key \(key)" + (program.session.action(for: key).map { ": \($0)" } ?? ""))
    telling { program.press(key) }
  }

  func wake() -> Bool {
    let isNew = telling { program.wake() }
    if isNew, let trace = program.session.trace {
      log(
        "step \(trace.step) read: loss \(trace.loss), \(program.session.channel.history.steps) training steps told of")
    }
    return isNew
  }

  func draw(on canvas: inout Canvas) { program.draw(on: &canvas) }

  /// Does something, and tells what it changed of the orders and what was said.
  private func telling<Result>(_ body: () -> Result) -> Result {
    let (orders, message) = (program.session.orders, program.session.message)
    defer {
      for change in differences(from: orders, to: program.session.orders) { log("orders: " + change) }
      if let said = program.session.message, said != message {
        log((said.isWarning ? "warning: " : "message: ") + said.text)
      }
    }
    return body()
  }
}

/// Every setting as it would be typed: `cell lstm, activation tanh, …`.
func settings(of experiment: Experiment) -> String {
  Settings.all.map { "\($0.name) \($0.get(experiment))" }.joined(separator: ", ")
}

/// What differs between two orders, field by field: `length 100 → 110`, `steps 0 → 1`.
private func differences(from old: Orders, to new: Orders) -> [String] {
  guard old != new else { return [] }
  let settings = Settings.all.compactMap { setting in
    difference(setting.name, setting.get(old.experiment), setting.get(new.experiment))
  }
  let fields = zip(Mirror(reflecting: old).children, Mirror(reflecting: new).children).compactMap { was, now in
    was.value is Experiment ? nil : difference(was.label ?? "", "\(was.value)", "\(now.value)")
  }
  return settings + fields
}

private func difference(_ name: String, _ old: String, _ new: String) -> String? {
  old == new ? nil : "\(name) \(old) → \(new)"
}
