import Engine
import Recurrence

/// What belongs to one network: what its engine was asked, and what it answered.
public struct Channel: Sendable {
  /// Its number, which no other has had.
  public private(set) var id: Int
  /// Its letter, from 0: the first that was free, and its own as long as it is there.
  public private(set) var letter = 0
  /// The channel whose network it began as a copy of; nil where it began from its settings.
  public private(set) var origin: Int?
  /// What the engine is to do; while it looks back, with the settings of then.
  public internal(set) var orders: Orders
  /// The settings of now, while it looks back.
  var settingsOfNow: Experiment?
  /// The trace on show: the newest, or one of the run's past.
  public private(set) var trace: Trace?
  /// What is drawn from the trace, layer by layer.
  public private(set) var readings: [Reading] = []
  /// How many updates the network has had: the trace of the last is of before it.
  public private(set) var stepsTrained = 0
  /// Seconds of a training step of late; nil until there is one.
  public private(set) var cost: Double?
  /// The course of training since the last reset.
  public private(set) var history = History()
  /// Where the first NaN or Inf appeared since the last step without; nil while there is none.
  public private(set) var divergence: Divergence?
  /// The run as it is remembered; nil where it is not.
  public internal(set) var timeline: Timeline?
  /// The position of the timeline that is on show in place of now.
  public private(set) var looked: Int?
  /// The course before the last start of the weights, and the position where it began.
  private var earlier: (start: Int, course: History)?
  /// What was told last of now.
  private var newest: (trace: Trace, readings: [Reading])?
  /// Whether it is a future that was left.
  private(set) var isLeft = false
  /// The settings that are tried on the step on show; there while the mode is what-if, or a page stands in front of it.
  public internal(set) var trial: WhatIf?
  /// The share done of the analyses under way; nil where none takes long.
  public private(set) var progress: Double?
  /// How many training steps a second were made of late, and the speed that was wished for then.
  private var pace: (reached: Double, wish: Speed)?

  /// The file that the weights were read from, and the settings that it stands in for; nil where none was given.
  let given: (name: String, experiment: Experiment)?

  /// A channel that has asked for nothing but the orders; `weights` names the file of weights that were given.
  init(_ orders: Orders, id: Int = 0, weights: String? = nil) {
    (self.orders, self.id, origin) = (orders, id, nil)
    given = weights.map { ($0, orders.experiment.withoutAdjustments) }
  }

  /// A channel that was saved; `weights` names the file of weights that were given.
  init(resuming run: SavedRun, _ orders: Orders, id: Int, letter: Int, weights: String?, history: History) {
    (self.orders, self.id, self.letter, origin) = (orders, id, letter, nil)
    given = run.given.map { (weights ?? "", $0) }
    (self.history, stepsTrained, timeline) = (history, run.step, run.timeline)
  }

  /// It as it is to be saved: the run with the bookmarks, and the course up to there, with the steps that were not told
  /// of yet; a start anew may not have been told of, either.
  public func saved(_ run: SavedRun, adding points: [HistoryPoint], isAnew: Bool) -> (run: SavedRun, history: History) {
    let first = points.first?.step ?? run.step
    var channel = self
    if isAnew { channel.startHistory(at: first) }
    channel.history = channel.history.prefix(first)
    channel.append(points)
    return (run.bookmarked(timeline?.bookmarks ?? []), channel.history)
  }

  /// Another channel with the network, the settings and the history of this one.
  func copy(id: Int, letter: Int) -> Channel { Channel(self, id: id, letter: letter) }

  private init(_ original: Channel, id: Int, letter: Int) {
    self = original
    (self.id, self.letter, origin) = (id, letter, original.id)
    trial = nil
  }

  /// It as it was last told, as a picture: a future that is left.
  func left() -> Channel {
    var picture = self
    if let newest { picture.show(newest.trace, newest.readings, at: nil) }
    picture.orders = engineOrders
    // The picture holds no checkpoints.
    (picture.timeline, picture.earlier, picture.settingsOfNow, picture.trial) = (nil, nil, nil, nil)
    picture.isLeft = true
    return picture
  }

  /// What the engine is asked.
  var engineOrders: Orders {
    var orders = orders
    if let settingsOfNow { orders.experiment = settingsOfNow }
    return orders
  }

  /// Takes in what the engine tells.
  mutating func receive(_ report: Report) {
    switch report {
    case .trained(let points, let trace, let readings):
      append(points)
      stepsTrained = trace.step + 1
      showNewest(trace, readings)
    case .shown(let trace, let readings, let kept):
      // A branch leaves what came after it.
      if kept { history = history.prefix(trace.step) } else { startHistory(at: trace.step) }
      if !kept { divergence = nil }
      pace = nil
      stepsTrained = trace.step
      showNewest(trace, readings)
    case .read(let trace, let readings):
      if looked == nil { newest = (trace, readings) }
      show(trace, readings, at: looked)
    case .looked(let trace, let readings, let position):
      if orders.lookingAt != nil { show(trace, readings, at: position) }
    case .passed(let points):
      append(points)
      if let last = points.last { stepsTrained = last.step + last.count }
    case .remembered(var timeline):
      // The engine knows of no bookmarks.
      timeline.setBookmarks(self.timeline?.bookmarks ?? [])
      self.timeline = timeline
    case .working(let share):
      progress = share
    case .paced(let reached, let wish):
      pace = (reached, wish)
    case .cost(let seconds):
      cost = seconds
    case .refused(_, let inForce):
      if settingsOfNow == nil { orders.experiment = inForce } else { settingsOfNow = inForce }
    case .saved: break  // the program's own business
    }
  }

  /// Adds steps to the course, in the place of those that a branch has left.
  private mutating func append(_ points: [HistoryPoint]) {
    if let first = points.first { history = history.prefix(first.step) }
    for point in points { history.append(point) }
  }

  /// The course anew; where a branch goes back before the last start of the weights, that of then, up to a step.
  private mutating func startHistory(at step: Int) {
    let start = timeline?.position(ofStep: 0) ?? 0
    if step > 0, let timeline, let (then, course) = earlier, then == start {
      // Steps of the branch may have been made since.
      (history, earlier) = (course.prefix(min(step, timeline.count - start)), nil)
    } else {
      if history.steps > 0 { earlier = (start, history) }
      history = History()
    }
  }

  /// Shows what there is of now, unless the past is to be seen.
  private mutating func showNewest(_ trace: Trace, _ readings: [Reading]) {
    newest = (trace, readings)
    if orders.lookingAt == nil { show(trace, readings, at: nil) }
  }

  private mutating func show(_ trace: Trace, _ readings: [Reading], at position: Int?) {
    // In the past, the step on show is asked, not how it went on.
    let known = position == nil && looked == nil ? divergence : nil
    (self.trace, self.readings, progress, looked) = (trace, readings, nil, position)
    divergence = trace.isFinite ? nil : known ?? Divergence(trace)
  }

  /// The training step on show, from 1; that of a picture of the coming step is the last one's.
  public var stepOnShow: Int { looked == nil ? stepsTrained : (trace?.step ?? 0) + 1 }

  /// How many steps of the history are no later than the one on show; nil where all are, for it is now.
  private var stepsSeen: Int? {
    guard let looked, let timeline else { return nil }
    return max(0, looked + 1 - timeline.position(ofStep: 0))
  }

  /// The course of training up to the step on show.
  var historySeen: History { stepsSeen.map(history.prefix) ?? history }

  /// How many points of the history begin no later than the step on show; nil where all do, for it is now.
  var pointsSeen: Int? { stepsSeen.map { steps in history.points.prefix { $0.step < steps }.count } }

  /// The training steps a second, where they fall short of the speed that is wished for.
  public var slowPace: Double? {
    guard orders.isRunning, let pace, pace.wish == orders.speed, pace.reached * orders.speed.interval < 0.9,
      orders.speed.interval > 0
    else { return nil }
    return pace.reached
  }
}
