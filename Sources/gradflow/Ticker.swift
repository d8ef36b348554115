import Dispatch
import Synchronization

/// Wakes the run loop at the pace that is asked for, while one is. Ticks that come late are one.
final class Ticker {
  private let isDue = Shared()
  private let wake: @Sendable () -> Void
  private var interval: Double?
  private var timer: (any DispatchSourceTimer)?

  /// A ticker that stands still; `wake` is called from another thread.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Ticks every so many seconds from now on; nil stops it.
  func follow(_ interval: Double?) {
    guard interval != self.interval else { return }
    self.interval = interval
    timer?.cancel()
    timer = nil
    isDue.value.store(false, ordering: .relaxed)
    guard let interval else { return }
    let timer = DispatchSource.makeTimerSource(queue: .global(qos: .userInteractive))
    timer.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(1))
    timer.setEventHandler { [isDue, wake] in
      isDue.value.store(true, ordering: .relaxed)
      wake()
    }
    timer.resume()
    self.timer = timer
  }

  /// Whether a tick is due; it is no more afterwards.
  func take() -> Bool { isDue.value.exchange(false, ordering: .relaxed) }

  private final class Shared: Sendable {
    let value = Atomic(false)
  }
}
