/// Goes to any step of a timeline, by computing again from the nearest checkpoint before it.
///
/// It stays where it went, so the step after costs one step. Used from one thread at a time.
public final class Replay {
  /// What it goes through.
  public let timeline: Timeline
  let trainer: Trainer
  private var position = 0
  /// How many of the changes have been made.
  private var changes = 1

  /// A replay that stands at the beginning.
  public init(_ timeline: Timeline) {
    self.timeline = timeline
    trainer = Trainer(timeline.origin, timeline.changes[0].setup)
  }

  /// The trace at a position, in the bits that it had; at the end, that of the step to come. `progress` is told the share
  /// that is done, as it grows by a hundredth.
  ///
  /// Nil where `stop` ended it early: what has been done is not lost to the next call. Traps past the end.
  public func trace(
    at position: Int, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) -> Trace? {
    go(to: position, stop: stop, progress: progress) ? trainer.evaluate(stop: stop) : nil
  }

  /// Goes to a position, with the changes made there. False where `stop` ended it early.
  func go(to target: Int, stop: StopSignal, progress: (Double) -> Void) -> Bool {
    precondition((0...timeline.count).contains(target), "position \(target) of a timeline of \(timeline.count)")
    jump(towards: target)
    let (first, steps) = (position, max(1, target - position))
    var told = 0
    while true {
      makeChanges()
      guard position < target else { return true }
      guard trainer.step(stop: stop) != nil else { return false }
      position += 1
      let percent = 100 * (position - first) / steps
      if percent > told {
        told = percent
        progress(Double(percent) / 100)
      }
    }
  }

  /// Goes to what lies nearest before the target: where it stands, a checkpoint, or a start of the parameters.
  private func jump(towards target: Int) {
    let here = position <= target ? (position, changes) : (-1, 0)
    let checkpoint = timeline.checkpoints.last { $0.position <= target }
    let start = timeline.changes.lastIndex { $0.position <= target && $0.effect == .start }!
    let stored = checkpoint.map { ($0.position, $0.changes) } ?? (-1, 0)
    let started = (timeline.changes[start].position, start + 1)
    if here >= stored, here >= started { return }
    if let checkpoint, stored >= started {
      trainer.take(checkpoint.setup, checkpoint.state.copy())
      (position, changes) = stored
    } else {
      let setup = timeline.changes[start].setup
      trainer.take(setup, timeline.origin.start(setup))
      (position, changes) = started
    }
  }

  private func makeChanges() {
    while changes < timeline.changes.count, timeline.changes[changes].position == position {
      let change = timeline.changes[changes]
      trainer.change(to: change.setup, change.effect)
      changes += 1
    }
  }
}

extension Timeline {
  /// The trace at a position, in the bits that it had; see `Replay`, which is quicker for one step after another.
  public func trace(
    at position: Int, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) -> Trace? {
    Replay(self).trace(at: position, stop: stop, progress: progress)
  }
}
