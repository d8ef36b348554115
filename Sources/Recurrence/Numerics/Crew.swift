import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work in pieces that may be done at once and in any order: none reads what another writes.
protocol Divisible {
  /// Does one piece.
  func perform(_ piece: Int)
}

/// The cores that share out one network's training step: the thread that asks, and others that wait to help it.
///
/// They change the time and nothing else: what the pieces are of, and the order of every sum, come from the work. A piece of
/// work that begins while another is shared out is done by its own thread. Nothing is allocated once the threads are there.
public final class Crew: Sendable {
  /// The one of this process.
  public static let shared = Crew(cores: machineCores)
  /// The processor's cores.
  public static var machineCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  private let limit: Atomic<Int>
  /// How many calls are under way that have all cores work already.
  private let parallel = Atomic(0)
  private let isTaken = Atomic(false)
  private let hired = Atomic(0)

  /// What is shared out, for as long as the gate is open.
  private nonisolated(unsafe) var work: (start: UnsafeRawPointer, type: any Divisible.Type, pieces: Int)?
  private let next = Atomic(0)
  /// How many helpers are at it; none comes in any more once it is closed.
  private let gate = Atomic(Crew.closed)
  private static let closed = Int.min
  private let call = DispatchSemaphore(value: 0)
  private let lastLeft = DispatchSemaphore(value: 0)

  /// So many cores, that of the thread that asks among them.
  init(cores: Int) { limit = Atomic(cores) }

  /// Uses so many cores from now on, that of the thread that asks among them.
  public func limit(to cores: Int) {
    precondition(cores >= 1, "\(cores) cores")
    limit.store(cores, ordering: .relaxed)
  }

  /// How many would share work now, the thread that asks among them.
  var hands: Int { parallel.load(ordering: .relaxed) > 0 ? 1 : limit.load(ordering: .relaxed) }

  /// Calls `body` for each k below `count`, on as many threads as there are cores. What each does it does alone.
  package func concurrentPerform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    let threads = max(1, min(count, limit.load(ordering: .relaxed)))
    parallel.add(1, ordering: .relaxed)
    defer { parallel.subtract(1, ordering: .relaxed) }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let k = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard k < count else { return }
        body(k)
      }
    }
  }

  /// Does all pieces, and returns when they are done.
  @inline(__always)
  func perform(_ pieces: Int, of work: some Divisible) {
    // A step of some microseconds would notice more.
    if pieces == 1 { work.perform(0) } else { share(pieces, of: work) }
  }

  private func share<Work: Divisible>(_ pieces: Int, of work: Work) {
    let helpers = min(pieces, hands) - 1
    guard helpers > 0, !isTaken.exchange(true, ordering: .acquiring) else {
      for piece in 0..<pieces { work.perform(piece) }
      return
    }
    hire(helpers)
    withUnsafePointer(to: work) { start in
      self.work = (UnsafeRawPointer(start), Work.self, pieces)
      next.store(0, ordering: .relaxed)
      gate.store(0, ordering: .releasing)
      for _ in 0..<helpers { call.signal() }
      takePart()
      // Who has not come by now is not waited for.
      if gate.bitwiseOr(Crew.closed, ordering: .acquiringAndReleasing).oldValue > 0 {
        lastLeft.wait()
        _ = gate.load(ordering: .acquiring)
      }
    }
    isTaken.store(false, ordering: .releasing)
  }

  private func takePart() {
    let (start, type, pieces) = work!
    while true {
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < pieces else { return }
      type.perform(piece, of: start)
    }
  }

  /// Has at least so many threads wait to help.
  private func hire(_ helpers: Int) {
    while hired.load(ordering: .relaxed) < helpers {
      hired.add(1, ordering: .relaxed)
      DispatchQueue(label: "core", qos: .userInitiated).async { self.help() }
    }
  }

  private func help() {
    while true {
      call.wait()
      guard enter() else { continue }
      takePart()
      if gate.subtract(1, ordering: .acquiringAndReleasing).newValue == Crew.closed { lastLeft.signal() }
    }
  }

  /// False where the work was done before.
  private func enter() -> Bool {
    var inside = gate.load(ordering: .relaxed)
    while inside >= 0 {
      let (isIn, now) = gate.compareExchange(expected: inside, desired: inside + 1, ordering: .acquiring)
      if isIn { return true }
      inside = now
    }
    return false
  }
}

extension Divisible {
  fileprivate static func perform(_ piece: Int, of start: UnsafeRawPointer) {
    start.assumingMemoryBound(to: Self.self).pointee.perform(piece)
  }
}
