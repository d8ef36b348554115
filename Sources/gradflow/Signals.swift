import Glibc

/// Signals as something to poll beside the keyboard.
enum Signals {
  private static let caught = [SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT]
  private static let wakeUp = WakeUp()
  // The handler must not start a lazy global: this is set before any handler is.
  nonisolated(unsafe) private static var writing: Int32 = -1

  /// The descriptor to poll.
  static var descriptor: Int32 { wakeUp.descriptor }

  /// Catches the signals from now on, in place of ncurses' own handlers.
  static func install() {
    writing = wakeUp.writing
    for number in caught { handle(number) }
  }

  /// The signals that came since the last time.
  static func pending() -> Set<Int32> { Set(wakeUp.drain().map(Int32.init)) }

  private static func handle(_ number: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let before = errno
      var byte = UInt8(truncatingIfNeeded: number)
      write(Signals.writing, &byte, 1)
      errno = before
    }
    action.sa_flags = SA_RESTART
    sigaction(number, &action, nil)
  }

  /// Stops the whole job, as the terminal does at Ctrl-Z; returns after `fg`. A shell script around this program
  /// must stop too, or the user would never see the prompt.
  static func stop() {
    signal(SIGTSTP, SIG_DFL)
    kill(0, SIGTSTP)
    handle(SIGTSTP)
  }

  /// Ends the process by this signal, so that the parent sees what ended it.
  static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    raise(number)
    _exit(128 + number)
  }
}
