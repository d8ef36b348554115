import Foundation
import TestSupport

/// A terminal that answers only what the test writes, and a program in it.
final class Pseudoterminal {
  private let descriptor: Int32
  private var pid: pid_t = 0
  /// What the program has written.
  private(set) var output = ""

  init(_ arguments: [String], environment: [String: String], width: UInt16 = 80, height: UInt16 = 24) throws {
    // As posix_openpt, unlockpt and ptsname do, which Glibc's module does not show: TIOCSPTLCK and TIOCGPTN.
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (Int32, Int32) = (0, 0)
    guard descriptor >= 0, ioctl(descriptor, 0x4004_5431, &lock) == 0, ioctl(descriptor, 0x8004_5430, &number) == 0
    else { throw DeadlineError(description: "no pseudoterminal") }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in 0..<Int32(3) { posix_spawn_file_actions_addopen(&actions, stream, name, O_RDWR | O_NOCTTY, 0) }
    let inherited = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let variables = inherited.map { strdup("\($0)=\($1)") } + [nil]
    let words = ([Binary.path] + arguments).map { strdup($0) } + [nil]
    defer { for text in variables + words { free(text) } }
    guard posix_spawn(&pid, Binary.path, &actions, nil, words, variables) == 0 else {
      throw DeadlineError(description: "\(Binary.path) can't be started")
    }
  }

  deinit {
    if pid > 0 {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    close(descriptor)
  }

  /// Sends what a terminal would: keys, and answers.
  func send(_ text: String) {
    _ = text.withCString { write(descriptor, $0, strlen($0)) }
  }

  /// Waits until the program has written a text, from the start or since the last that was waited for.
  func wait(for text: String) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      if let range = output.range(of: text) {
        output.removeSubrange(..<range.upperBound)
        return
      }
      try readMore(deadline, text)
    }
  }

  /// Waits for the program's end; its exit status.
  func ending() throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(10)
    // When the last descriptor of the other side is closed, reading fails.
    while (try? readMore(deadline, "end")) != nil {}
    var status: Int32 = 0
    guard waitpid(pid, &status, 0) == pid else { throw DeadlineError(description: "no end") }
    pid = 0
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }

  private func readMore(_ deadline: ContinuousClock.Instant, _ what: String) throws {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    guard left > 0, poll(&polled, 1, Int32(left.rounded(.up))) > 0 else {
      throw DeadlineError(description: "no \(what.debugDescription) in \(output.debugDescription)")
    }
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { throw DeadlineError(description: "the end before \(what.debugDescription)") }
    output += String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
