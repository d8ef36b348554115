import Engine
import Glibc

/// Gives the terminal back when the process dies of itself: a Swift trap raises SIGILL or SIGTRAP. All that the
/// handler does is async-signal-safe and prepared beforehand: tcsetattr, tcflush, poll, write, dup2, sigaction, raise.
///
/// While the terminal is taken, stderr goes into a pipe: it would smear the picture, and the message of a trap
/// would be lost with the alternate screen. It comes out at the end.
enum CrashGuard {
  private static let fatal = [SIGSEGV, SIGILL, SIGABRT, SIGBUS, SIGTRAP, SIGFPE, SIGQUIT]
  private static let capacity = 4096

  // Written by the main thread before it installs the handlers; then only the handlers read them.
  // Memory of its own: Swift's static of a C structure is as long as its fields, and C writes the padding behind them.
  nonisolated(unsafe) private static let settings = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  nonisolated(unsafe) private static let farewell = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  nonisolated(unsafe) private static var farewellCount = 0
  nonisolated(unsafe) private static var output: Int32 = STDOUT_FILENO
  nonisolated(unsafe) private static let copying = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
  nonisolated(unsafe) private static var isArmed: Int32 = 0
  nonisolated(unsafe) private static var realStderr: Int32 = -1
  nonisolated(unsafe) private static var heldStderr: Int32 = -1

  /// Remembers the terminal's settings, before anything changes them.
  static func saveSettings() { tcgetattr(STDIN_FILENO, settings) }

  /// Every key comes at once and as it is, every byte goes out as it is.
  static func makeRaw() {
    var raw = settings.pointee
    cfmakeraw(&raw)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
  }

  /// The settings as they were saved.
  static func restoreSettings() { tcsetattr(STDIN_FILENO, TCSANOW, settings) }

  /// From now on a crash restores the saved settings and writes `farewell` to the terminal first, to a descriptor that
  /// doesn't block.
  static func arm(farewell text: String, to descriptor: Int32) {
    output = descriptor
    farewellCount = 0
    // CAN ends the sequence in the middle of which the terminal may be.
    for byte in ("\u{18}" + text).utf8.prefix(capacity) {
      farewell[farewellCount] = byte
      farewellCount += 1
    }
    holdStderr()
    SignalStack.install()
    isArmed = 1
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { number, info, _ in
      CrashGuard.restore()
      // Whoever handled it before, Swift's backtrace among them, has the last word. A fault comes again by itself
      // when the instruction does; what was sent must be sent again.
      // SIGQUIT asks for an end, not for a report to a terminal that may not read it.
      if number == SIGQUIT {
        signal(SIGQUIT, SIG_DFL)
      } else {
        sigaction(number, &CrashGuard.previous[Int(number)], nil)
      }
      let isFault = (info?.pointee.si_code ?? 0) > 0 && number != SIGTRAP
      if !isFault { raise(number) }
    }
    action.sa_flags = SA_SIGINFO | SA_ONSTACK
    for number in fatal { sigaction(number, &action, &previous[Int(number)]) }
  }

  /// The terminal is given back: nothing is left to restore.
  static func disarm() {
    guard isArmed == 1 else { return }
    isArmed = 0
    for number in fatal { sigaction(number, &previous[Int(number)], nil) }
    releaseStderr()
  }

  private static func restore() {
    guard isArmed == 1 else { return }
    isArmed = 0
    sayFarewell()
    restoreSettings()
    releaseStderr()
  }

  /// Writes the farewell; where the terminal doesn't read, in place of what waits for it. Async-signal-safe.
  static func sayFarewell() {
    if !takes(output) { tcflush(output, TCOFLUSH) }
    guard write(output, farewell, farewellCount) != farewellCount else { return }
    tcflush(output, TCOFLUSH)
    write(output, farewell, farewellCount)
  }

  /// Whether a terminal reads, or does so soon.
  private static func takes(_ descriptor: Int32) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&polled, 1, 200) == 1
  }

  private static func holdStderr() {
    guard isatty(STDERR_FILENO) == 1, realStderr < 0, let ends = WakeUp.pipe() else { return }
    realStderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    heldStderr = ends.reading
    dup2(ends.writing, STDERR_FILENO)
    Glibc.close(ends.writing)
  }

  private static func releaseStderr() {
    guard realStderr >= 0 else { return }
    dup2(realStderr, STDERR_FILENO)
    while true {
      let count = read(heldStderr, copying, capacity)
      guard count > 0, takes(STDERR_FILENO), write(STDERR_FILENO, copying, count) == count else { break }
    }
    Glibc.close(heldStderr)
    Glibc.close(realStderr)
    (heldStderr, realStderr) = (-1, -1)
  }
}
