import Glibc
import Recurrence

/// Ctrl-C as a wish to end the work early, for what has something to show by then. A second one ends the program.
enum Interrupt {
  private static let stop = StopSignal()
  // The handler must not start a lazy global: these are set before any handler is.
  nonisolated(unsafe) private static var target: StopSignal = .never
  nonisolated(unsafe) private(set) static var number: Int32 = 0

  /// What is set at Ctrl-C, and by SIGTERM, from now on.
  static func signal() -> StopSignal {
    (target, number) = (stop, SIGINT)
    for caught in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { caught in
        Interrupt.number = caught
        Interrupt.target.set()
      }
      action.sa_flags = Int32(SA_RESTART) | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(caught, &action, nil)
    }
    return stop
  }
}
