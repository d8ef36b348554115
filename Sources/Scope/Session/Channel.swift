import Engine
import Recurrence

/// What belongs to one network: what its engine was asked, and what it answered.
public struct Channel: Sendable {
  /// What the engine is to do.
  public internal(set) var orders: Orders
  /// The newest trace.
  public private(set) var trace: Trace?
  /// What is drawn from the trace, layer by layer.
  public private(set) var readings: [Reading] = []
  /// How many updates the network has had: the trace of the last is of before it.
  public private(set) var stepsTrained = 0
  /// The course of training since the last reset.
  public private(set) var history = History()
  /// Where the first NaN or Inf appeared since the last step without; nil while there is none.
  public private(set) var divergence: Divergence?
  /// The settings that are tried on the step on show; there while the mode is what-if, or a page stands in front of it.
  public internal(set) var trial: WhatIf?
  /// The check of the gradients, under way or done; there while its page is.
  public internal(set) var check: CheckState?
  /// The last check that was ever asked for, so that the next has another number.
  private var lastCheck: Numbered<CheckOrder>?

  /// A channel that has asked for nothing but the orders.
  init(_ orders: Orders) { self.orders = orders }

  /// Takes in what the engine tells.
  mutating func receive(_ report: Report) {
    switch report {
    case .trained(let points, let trace, let readings):
      for point in points { history.append(point) }
      stepsTrained = trace.step + 1
      show(trace, readings)
    case .shown(let trace, let readings, let kept):
      if !kept { (history, divergence) = (History(), nil) }
      stepsTrained = trace.step
      show(trace, readings)
    case .read(let trace, let readings):
      show(trace, readings)
    case .checking(let share):
      if case .running = check { check = .running(share) }
    case .checked(let result):
      if check != nil { check = .done(result) }
    case .refused(_, let inForce):
      orders.experiment = inForce
    }
  }

  private mutating func show(_ trace: Trace, _ readings: [Reading]) {
    (self.trace, self.readings) = (trace, readings)
    // Training stands at the first NaN, to be looked at; who wants to may go on.
    if !trace.isFinite, divergence == nil { orders.isRunning = false }
    divergence = trace.isFinite ? nil : divergence ?? trace.firstNonFinite()
  }

  /// Asks for a check of the gradients.
  mutating func startCheck(_ order: CheckOrder) {
    check = .running(0)
    orders.check = Numbered(order, after: lastCheck)
    lastCheck = orders.check
  }

  /// Ends the check, done or not.
  mutating func endCheck() { (check, orders.check) = (nil, nil) }
}

/// How a check of the gradients stands.
public enum CheckState: Sendable {
  /// The share done.
  case running(Double)
  /// What it found.
  case done(GradientCheck)
}
