import Recurrence

/// The engine's work on the caller's own thread, without a clock: for tests, replays, exports and lessons.
///
///     let engine = SteppedEngine(session.orders, trainer: try Trainer(session.experiment))
///     for report in engine.advance(by: 10) { session.receive(report) }
///
/// The same orders give bit for bit the traces of a `ThreadedEngine`. Nothing is stopped and nothing merged: every
/// training step is read and told.
public final class SteppedEngine {
  private var run: Run

  /// An engine that has done nothing yet: the first picture comes with the first call.
  public init(_ orders: Orders, trainer: Trainer) {
    run = Run(orders: orders, trainer: trainer)
  }

  /// Follows new orders: a picture of what changed, and the single training steps that they ask for. Training
  /// that is to go on waits for `advance`.
  public func follow(_ orders: Orders) -> [Report] {
    var reports = adopt(orders)
    while run.wantsStep, !run.orders.isRunning { reports += step() }
    return remembered(reports)
  }

  /// So many training steps; none where the orders say to stand still.
  public func advance(by steps: Int = 1) -> [Report] {
    var reports = adopt(run.orders)
    for _ in 0..<steps where run.wantsStep { reports += step() }
    return remembered(reports)
  }

  private func adopt(_ orders: Orders) -> [Report] { run.adopt(orders, stop: .never).map { [$0] } ?? [] }

  /// The reports, and the run up to them where it is remembered.
  private func remembered(_ reports: [Report]) -> [Report] {
    reports.isEmpty ? [] : reports + (run.timeline.map { [.remembered($0)] } ?? [])
  }

  private func step() -> [Report] {
    guard let trace = run.step(stop: .never) else { return [] }
    return [.trained(points: [HistoryPoint(trace)], trace: trace, readings: run.read(stop: .never))]
  }
}
