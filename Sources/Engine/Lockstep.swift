import Dispatch
import Recurrence

/// Several runs that are trained in step, each on a core of its own where there are as many: none begins a training step
/// before all have made the one before, and where one starts anew, all do. Each makes the steps, to the bit, that it
/// would make alone.
struct Lockstep {
  private(set) var seats: [Seat]
  /// Whether the last step was stopped when some had made it and others had not.
  private(set) var isHalfMade = false
  /// The saves asked for that were made.
  private var saves: Int

  /// A run and the number of its channel.
  struct Seat {
    let id: Int
    var run: Run
    /// The starts anew that all others have joined in.
    fileprivate var restarts = 0

    init(id: Int, _ run: Run) { (self.id, self.run, restarts) = (id, run, run.restarts) }

    func tell(_ report: Report?) -> ChannelReport? { report.map { ChannelReport(channel: id, report: $0) } }
  }

  /// One run alone, that of the first channel.
  init(_ first: ChannelOrders, trainer: Trainer) { self.init([first], trainers: [trainer]) }

  /// Runs of as many channels as there are trainers.
  init(_ orders: [ChannelOrders], trainers: [Trainer]) {
    seats = zip(orders, trainers).map { Seat(id: $0.id, Run(orders: $0.orders, trainer: $1)) }
    saves = orders[0].orders.saves
  }

  /// Hears the share done of the analyses of a seat.
  typealias Working = (_ seat: Int, _ share: Double, _ soFar: Report) -> Void

  /// Takes on new orders, those of channels that are new or gone among them; what is to be shown of it.
  mutating func adopt(
    _ all: [ChannelOrders], stop: StopSignal, working: Working = { _, _, _ in }
  ) -> [ChannelReport] {
    seats = all.compactMap { orders in
      if let seat = seats.first(where: { $0.id == orders.id }) { return seat }
      // Where the original is gone, the first stands in for it: the settings come with the orders.
      guard let original = seats.first(where: { $0.id == orders.origin }) ?? seats.first else { return nil }
      return Seat(id: orders.id, original.run.copy())
    }
    let orders = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.orders) })
    var told = seats.mapAtOnce { k, seat in
      seat.tell(seat.run.adopt(orders[seat.id]!, stop: stop) { working(k, $0, $1) })
    }
    if seats.contains(where: { $0.run.restarts != $0.restarts }) {
      told += seats.mapAtOnce { k, seat in
        guard seat.run.restarts == seat.restarts else { return nil }
        seat.run.restart()
        return seat.tell(seat.run.adopt(seat.run.orders, stop: stop) { working(k, $0, $1) })
      }
      for k in seats.indices { seats[k].restarts = seats[k].run.restarts }
    }
    return told.compactMap(\.self)
  }

  /// The runs as they are remembered, by channel.
  var timelines: [(Int, Timeline)] { seats.compactMap { seat in seat.run.timeline.map { (seat.id, $0) } } }

  /// The runs as they are, where orders ask for them to be saved and all have made the same step.
  mutating func saved(_ orders: [ChannelOrders]) -> [ChannelReport] {
    guard orders[0].orders.saves != saves, seats.allSatisfy({ $0.run.step == seats[0].run.step }) else { return [] }
    saves = orders[0].orders.saves
    return seats.map { ChannelReport(channel: $0.id, report: $0.run.saved) }
  }

  /// Whether the orders ask for another training step.
  var wantsStep: Bool { seats.allSatisfy(\.run.wantsStep) }

  /// One training step of all that have not made it; false where `stop` ended it early for some. `took` hears how long
  /// it was for each, in seconds.
  mutating func step(stop: StopSignal, took: (_ seat: Int, Double) -> Void = { _, _ in }) -> Bool {
    let least = seats.map(\.run.step).min()!
    let seconds = seats.mapAtOnce { k, seat -> Double? in
      guard seat.run.step == least else { return 0 }
      let begun = DispatchTime.now().uptimeNanoseconds
      guard seat.run.makeStep(stop: stop) != nil else { return nil }
      return Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
    }
    for (k, seconds) in seconds.enumerated() { if let seconds, seconds > 0 { took(k, seconds) } }
    isHalfMade = seconds.contains(nil) && seconds.contains { $0 != nil }
    return !seconds.contains(nil)
  }

  /// The newest traces as they are read for the screen.
  mutating func read(stop: StopSignal, working: Working = { _, _, _ in }) -> [ChannelReport] {
    seats.mapAtOnce { k, seat in
      guard let trace = seat.run.newest else { return nil }
      let readings = seat.run.read(stop: stop) {
        working(k, $0, .trained(points: [], trace: trace, readings: $1))
      }
      return seat.tell(.trained(points: [], trace: trace, readings: readings))
    }.compactMap(\.self)
  }
}

extension Array {
  /// What becomes of each element, on as many cores as there are; alone, on this thread.
  fileprivate mutating func mapAtOnce<Result>(_ body: (Int, inout Element) -> Result) -> [Result] {
    guard count > 1 else { return indices.map { body($0, &self[$0]) } }
    return withUnsafeMutableBufferPointer { elements in
      [Result](unsafeUninitializedCapacity: elements.count) { results, count in
        // Each iteration has an element and a place for its result to itself.
        nonisolated(unsafe) let (elements, results, body) = (elements, results, body)
        Crew.shared.concurrentPerform(elements.count) { k in
          results.initializeElement(at: k, to: body(k, &elements[k]))
        }
        count = elements.count
      }
    }
  }
}
