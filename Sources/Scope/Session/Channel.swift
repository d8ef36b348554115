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
  /// What the engine is to do.
  public internal(set) var orders: Orders
  /// The newest trace.
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
  public private(set) var timeline: Timeline?
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

  /// Another channel with the network, the settings and the history of this one.
  func copy(id: Int, letter: Int) -> Channel { Channel(self, id: id, letter: letter) }

  private init(_ original: Channel, id: Int, letter: Int) {
    self = original
    (self.id, self.letter, origin) = (id, letter, original.id)
    trial = nil
  }

  /// Takes in what the engine tells.
  mutating func receive(_ report: Report) {
    switch report {
    case .trained(let points, let trace, let readings):
      for point in points { history.append(point) }
      stepsTrained = trace.step + 1
      show(trace, readings)
    case .shown(let trace, let readings, let kept):
      if !kept { (history, divergence) = (History(), nil) }
      pace = nil
      stepsTrained = trace.step
      show(trace, readings)
    case .read(let trace, let readings), .looked(let trace, let readings):
      show(trace, readings)
    case .remembered(let timeline):
      self.timeline = timeline
    case .working(let share):
      progress = share
    case .paced(let reached, let wish):
      pace = (reached, wish)
    case .cost(let seconds):
      cost = seconds
    case .refused(_, let inForce):
      orders.experiment = inForce
    }
  }

  private mutating func show(_ trace: Trace, _ readings: [Reading]) {
    (self.trace, self.readings, progress) = (trace, readings, nil)
    divergence = trace.isFinite ? nil : divergence ?? Divergence(trace)
  }

  /// The training steps a second, where they fall short of the speed that is wished for.
  public var slowPace: Double? {
    guard orders.isRunning, let pace, pace.wish == orders.speed, pace.reached * orders.speed.interval < 0.9,
      orders.speed.interval > 0
    else { return nil }
    return pace.reached
  }
}
