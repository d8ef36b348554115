import Glibc
import Scope

/// What the run loop drives: it hears keys and wake-ups, and tells whether the screen is to change.
protocol Program: AnyObject {
  /// A key was pressed: the screen may have changed.
  func press(_ key: Key)
  /// The wake-up descriptor was signalled, once or many times. True if the screen may have changed.
  func wake() -> Bool
  /// The picture of now, on an empty canvas of the surface's size and look.
  func draw(on canvas: inout Canvas)
  /// Whether the program is to end.
  var isFinished: Bool { get }
}

/// Waits in poll() for the keyboard, for `Signals` and for a wake-up; paints what changed, at most 60 times a second but
/// for the answers to keys.
/// With nothing to do it sleeps: no timer, no byte written.
final class RunLoop {
  private let surface: any Surface
  private let wakeUp: WakeUp
  private let frameTime: Duration = .nanoseconds(16_666_667)
  /// A key is answered sooner than the next frame of training would be due.
  private let keyTime: Duration = .milliseconds(4)
  /// How long keys are taken without a look at anything else.
  private let keysTime: Duration = .milliseconds(20)
  private let clock = ContinuousClock()
  /// Where signals and slow frames are told.
  var log: DebugLog?

  /// A loop over this surface; other threads call `wakeUp.signal()` when they have something new.
  init(surface: any Surface, wakeUp: WakeUp) {
    self.surface = surface
    self.wakeUp = wakeUp
  }

  /// Runs until the program has finished; the result is the signal that asked for the end, or nil.
  func run(_ program: some Program) -> Int32? {
    var isDirty = true
    var lastFrame = clock.now - frameTime
    var nextFrame = clock.now
    while !program.isFinished {
      let start = clock.now
      // Nothing is drawn for a terminal that has not taken the picture before.
      if isDirty, start >= nextFrame, surface.writing == nil {
        var canvas = Canvas(width: surface.size.width, height: surface.size.height, look: surface.look)
        program.draw(on: &canvas)
        surface.show(canvas)
        isDirty = false
        lastFrame = clock.now
        if let log, lastFrame - start > .milliseconds(16) { log("slow frame: \(lastFrame - start)") }
        // From when this one was due, so that being late costs no frame; from now, where that is long ago.
        nextFrame = nextFrame + frameTime > lastFrame ? nextFrame + frameTime : lastFrame + frameTime
      }
      let ready = wait(isDirty: isDirty, nextFrame: nextFrame)
      if ready.signals {
        for number in Signals.pending() {
          log?("signal \(number)")
          switch number {
          case SIGWINCH:
            surface.resized()
            program.press(.resize)
          case SIGTSTP: surface.suspend()
          case SIGCONT: surface.resume()
          default: return number
          }
          isDirty = true
        }
        // What came with them is asked for again: a signal may be about it.
        continue
      }
      if ready.output { surface.push() }
      if ready.keyboard {
        // However many keys wait, signals and pictures have their turn.
        let end = clock.now + keysTime
        while !program.isFinished, let key = surface.nextKey() {
          program.press(key)
          isDirty = true
          nextFrame = min(nextFrame, lastFrame + keyTime)
          if clock.now >= end { break }
        }
      }
      if ready.wakeUp {
        _ = wakeUp.drain()
        if program.wake() { isDirty = true }
      }
      // The terminal has gone and left no SIGHUP; poll() calls it readable, too.
      if ready.hangUp { return SIGHUP }
    }
    return nil
  }

  private struct Ready {
    var keyboard = false
    var signals = false
    var wakeUp = false
    var output = false
    var hangUp = false
  }

  /// Sleeps until something comes, a key is due, or the next frame is. While one is, wake-ups can wait for it.
  private func wait(isDirty: Bool, nextFrame: ContinuousClock.Instant) -> Ready {
    let (input, output) = (Int16(POLLIN), Int16(POLLOUT))
    let writing = surface.writing
    let keyDue = surface.keyDue
    var polled = [
      pollfd(fd: surface.descriptor, events: input, revents: 0),
      pollfd(fd: Signals.descriptor, events: input, revents: 0),
      pollfd(fd: isDirty ? -1 : wakeUp.descriptor, events: input, revents: 0),
      pollfd(fd: writing ?? -1, events: output, revents: 0),
    ]
    let deadline = [isDirty && writing == nil ? nextFrame : nil, keyDue].compactMap(\.self).min()
    guard poll(&polled, 4, milliseconds(until: deadline)) >= 0 else { return Ready() }
    let gone = POLLHUP | POLLERR | POLLNVAL
    return Ready(
      keyboard: Int32(polled[0].revents) & POLLIN != 0 || keyDue.map { $0 <= clock.now } == true,
      signals: polled[1].revents != 0, wakeUp: polled[2].revents != 0,
      output: polled[3].revents != 0,
      hangUp: (Int32(polled[0].revents) | Int32(polled[3].revents)) & gone != 0)
  }

  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = clock.now.duration(to: deadline)
    return max(0, Int32((left / .milliseconds(1)).rounded(.up)))
  }
}
