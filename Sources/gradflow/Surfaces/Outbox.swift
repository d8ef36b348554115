import Glibc

/// What is on its way to the terminal. Writing never waits: what the terminal doesn't take stays here until it does.
struct Outbox {
  /// What poll() calls writable when the terminal takes more.
  let descriptor: Int32
  private var bytes: [UInt8] = []
  private var sent = 0

  /// An outbox to a descriptor that doesn't block.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether the terminal has taken everything.
  var isEmpty: Bool { sent == bytes.count }

  /// Sends more, behind what waits.
  mutating func send(_ more: some Sequence<UInt8>) {
    bytes += more
    push()
  }

  /// Sends of what waits as much as the terminal takes now.
  mutating func push() {
    while !isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      sent += count
    }
    bytes.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Waits until all is taken, at most for so long between one part and the next; false, and nothing waits any more, if
  /// it isn't.
  mutating func finish(within milliseconds: Int32) -> Bool {
    while !isEmpty {
      let before = sent
      var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&polled, 1, milliseconds)
      push()
      if !isEmpty && sent == before {
        (bytes, sent) = ([], 0)
        return false
      }
    }
    return true
  }

  /// An open file of the program's own for a terminal, which doesn't block: that the inherited one doesn't, the shell
  /// would see, which shares it.
  static func reopen(_ descriptor: Int32, _ access: Int32) -> Int32 {
    let flags = access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let own = open("/proc/self/fd/\(descriptor)", flags)
    if own >= 0 { return own }
    // After su it belongs to someone else; the terminal of one's own session is open to all.
    let session = tcgetsid(descriptor) == getsid(0) ? open("/dev/tty", flags) : -1
    return session >= 0 ? session : fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
  }
}
