import Foundation
import TestSupport

/// A named pipe that a test reads: it tells when something was written, and when the last writer has gone.
final class Fifo {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw DeadlineError(description: "no FIFO at \(path)") }
    self.path = path
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// Throws away what has been written.
  func drain() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }

  /// Waits until something is written, or the last writer goes; false where the deadline comes first.
  func wait(until deadline: ContinuousClock.Instant) -> Bool { isReadable(descriptor, by: deadline) }
}

/// Waits until a program opens a file; false where the deadline comes first.
struct OpenWatch {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard inotify_add_watch(descriptor, path, UInt32(IN_OPEN)) >= 0 else {
      throw DeadlineError(description: "\(path) can't be watched")
    }
  }

  func wait(until deadline: ContinuousClock.Instant) -> Bool {
    defer { close(descriptor) }
    return isReadable(descriptor, by: deadline)
  }
}

/// Waits until a descriptor has something to read, or an end; false where the deadline comes first.
private func isReadable(_ descriptor: Int32, by deadline: ContinuousClock.Instant) -> Bool {
  var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  while true {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    let count = poll(&polled, 1, Int32(max(0, left.rounded(.up))))
    if count < 0 && errno == EINTR { continue }
    return count > 0
  }
}
