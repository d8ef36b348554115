import Recurrence

/// What the engine is to do: the whole of it, so that the newest orders replace all before.
///
/// Requests that happen once, such as a single training step, are counters: the engine acts on what they have risen by.
public struct Orders: Sendable, Equatable {
  /// The settings to train with.
  public var experiment: Experiment
  /// Whether to go on training.
  public var isRunning: Bool
  /// How fast.
  public var speed: Speed
  /// What is to be worked out beside each trace on show, because it is looked at.
  public var wanted: Set<AnyAnalysis> = []
  /// Single training steps asked for so far.
  public var steps = 0
  /// Resets to step 0 asked for so far.
  public var resets = 0
  /// How often the run was to be saved so far; that of all networks is told at the same step.
  public var saves = 0
  /// The last change that was tried and is to be kept.
  public var kept: Numbered<WhatIf>?
  /// The position of the timeline that is looked at, while training stands; nil for now.
  public var lookingAt: Int?
  /// The last timeline to whose end the run was to go, and on from there: a part of its own, for a branch or to undo a
  /// change, or a future that was left. `experiment` tells, as ever, the settings from there on.
  public var resumed: Numbered<Timeline>?

  /// Orders to train, or to stand still, with nothing else asked for.
  public init(experiment: Experiment, isRunning: Bool, speed: Speed) {
    (self.experiment, self.isRunning, self.speed) = (experiment, isRunning, speed)
  }
}

/// What the engine is to do with one of several networks.
public struct ChannelOrders: Sendable, Equatable {
  /// Its number, which no other has had.
  public let id: Int
  /// The network that it begins as a copy of, where it is new.
  public let origin: Int?
  /// What to do. Of several, those are trained in step whose pace and counters are the same, as all of them should be.
  public var orders: Orders

  /// The orders of a network.
  public init(id: Int, origin: Int? = nil, _ orders: Orders) {
    (self.id, self.origin, self.orders) = (id, origin, orders)
  }
}

/// A request that happens once, told apart from the one before by its number.
public struct Numbered<Request: Sendable>: Sendable, Equatable {
  /// Which one it is.
  public let number: Int
  /// What is asked.
  public let request: Request

  /// The request that follows the last one.
  public init(_ request: Request, after last: Numbered?) {
    number = (last?.number ?? 0) + 1
    self.request = request
  }

  /// Equal numbers.
  public static func == (a: Numbered, b: Numbered) -> Bool { a.number == b.number }
}

/// How many training steps a second to make at most.
public enum Speed: Int, CaseIterable, Sendable {
  case one = 1
  case two = 2
  case five = 5
  case ten = 10
  case thirty = 30
  case hundred = 100
  case unlimited = 0

  /// The pause between the starts of two steps, in seconds.
  public var interval: Double { self == .unlimited ? 0 : 1 / Double(rawValue) }
}
