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

  /// What is to be done about the signals that came since the last time.
  static func pending() -> [Int32] {
    settled(wakeUp.drain().map(Int32.init))
  }

  /// Signals in the order in which they came, as they are to be obeyed: what ends the program first and alone, the rest
  /// once each. Of stopping and going on the last one counts, as it does where the system does it.
  static func settled(_ numbers: [Int32]) -> [Int32] {
    if let end = numbers.first(where: { ![SIGWINCH, SIGTSTP, SIGCONT].contains($0) }) { return [end] }
    let last = numbers.last { $0 != SIGWINCH }
    return [SIGWINCH, SIGCONT].filter(numbers.contains) + (last == SIGTSTP ? [SIGTSTP] : [])
  }

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
  /// must stop too, or the user would never see the prompt. Whoever says to go on, or to end, before it has stopped, is
  /// obeyed.
  static func stop() {
    signal(SIGTSTP, SIG_DFL)
    let waiting = wakeUp.drain()
    waiting.forEach(wakeUp.signal)
    if waiting.allSatisfy({ [SIGWINCH, SIGTSTP].contains(Int32($0)) }) { kill(0, SIGTSTP) }
    handle(SIGTSTP)
  }

  /// Ends the process by this signal, so that the parent sees what ended it.
  static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    raise(number)
    _exit(128 + number)
  }
}
