import Glibc
import Scope

/// Where keys come from: a descriptor that is read without waiting, and what has been read of it.
struct Keyboard {
  /// What poll() calls readable when bytes are waiting.
  let descriptor: Int32
  private var decoder: KeyDecoder
  private var ready: [Key] = []
  private var taken = 0
  private var lastByte = ContinuousClock.now
  private var buffer = [UInt8](repeating: 0, count: 1024)

  /// The keyboard behind a descriptor that doesn't block.
  init(_ descriptor: Int32, decoder: KeyDecoder) { (self.descriptor, self.decoder) = (descriptor, decoder) }

  /// When `next` has a key though no byte comes: at once, or when what has begun counts as ended. Nil for never.
  var due: ContinuousClock.Instant? {
    taken < ready.count ? lastByte : decoder.patience.map { lastByte + $0 }
  }

  /// What the terminal answered among the keys.
  var answers: Answers {
    get { decoder.answers }
    set { decoder.answers = newValue }
  }

  /// The next key, or nil if none is certain yet. Reads at most once.
  mutating func next() -> Key? {
    if taken == ready.count {
      ready.removeAll(keepingCapacity: true)
      taken = 0
      // Bytes that wait come before the time: they may have waited longer than it.
      if !fill(), let due, due <= .now {
        decoder.timeOut(into: &ready)
        lastByte = .now
      }
      if ready.isEmpty { return nil }
    }
    defer { taken += 1 }
    return ready[taken]
  }

  /// Reads once, for `next` and `answers`; false if there is nothing to read.
  mutating func fill() -> Bool {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return false }
    lastByte = .now
    for byte in buffer[..<count] { decoder.take(byte, into: &ready) }
    return true
  }
}
