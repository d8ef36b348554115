import Glibc

/// A pipe to poll: written by a signal handler or by another thread, read by the run loop. Never blocks; what is
/// written while it is full is dropped, for the reader will wake anyway.
struct WakeUp: Sendable {
  /// The end to poll.
  let descriptor: Int32
  let writing: Int32

  init() {
    guard let ends = WakeUp.pipe() else { fatalError("no pipe: errno \(errno)") }
    (descriptor, writing) = ends
  }

  /// A pipe that neither blocks nor is inherited, or nil if there are no descriptors left.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends[0], ends[1])
  }

  /// Wakes the run loop. From any thread; async-signal-safe.
  func signal(_ byte: UInt8 = 0) {
    var byte = byte
    write(writing, &byte, 1)
  }

  /// What was written since the last time, oldest first.
  func drain() -> [UInt8] {
    var seen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return seen }
      seen += buffer.prefix(count)
    }
  }
}
