import Recurrence

/// The engine's work on the caller's own thread, without a clock: for tests, replays, exports and lessons.
///
///     let engine = SteppedEngine(session.orders, trainer: try Trainer(session.experiment))
///     for report in engine.advance(by: 10) { session.receive(report) }
///
/// The same orders give bit for bit the traces of a `ThreadedEngine`. Nothing is stopped and nothing merged: every
/// training step is read and told.
public final class SteppedEngine {
  private var lockstep: Lockstep
  private var orders: [ChannelOrders]

  /// An engine that has done nothing yet: the first picture comes with the first call.
  public init(_ orders: [ChannelOrders], trainer: Trainer) {
    precondition(!orders.isEmpty, "an engine of no network")
    self.orders = orders
    lockstep = Lockstep(orders[0], trainer: trainer)
  }

  /// Follows new orders: a picture of what changed, and the single training steps that they ask for. Training
  /// that is to go on waits for `advance`.
  public func follow(_ orders: [ChannelOrders]) -> [ChannelReport] {
    self.orders = orders
    var reports = lockstep.adopt(orders, stop: .never)
    while lockstep.wantsStep, !orders[0].orders.isRunning { reports += step() }
    return remembered(reports)
  }

  /// So many training steps; none where the orders say to stand still.
  public func advance(by steps: Int = 1) -> [ChannelReport] {
    var reports = lockstep.adopt(orders, stop: .never)
    for _ in 0..<steps where lockstep.wantsStep { reports += step() }
    return remembered(reports)
  }

  /// The reports, and the runs up to them where they are remembered.
  private func remembered(_ reports: [ChannelReport]) -> [ChannelReport] {
    let reports = reports + lockstep.saved(orders)
    return reports.isEmpty
      ? [] : reports + lockstep.timelines.map { ChannelReport(channel: $0, report: .remembered($1)) }
  }

  private func step() -> [ChannelReport] {
    guard lockstep.step(stop: .never) else { return [] }
    return lockstep.read(stop: .never).map { told in
      guard case .trained(_, let trace, let readings) = told.report else { return told }
      return ChannelReport(
        channel: told.channel, report: .trained(points: [HistoryPoint(trace)], trace: trace, readings: readings))
    }
  }
}
