import Engine
import Recurrence

/// The state of the program: what the engine was asked, what it answered, and how it is looked at.
///
/// Pure: an action or a report changes it, a screen is drawn from it, and nothing else happens.
public struct Session: Sendable {
  /// What the engine is to do.
  public internal(set) var orders: Orders
  /// The newest trace.
  public internal(set) var trace: Trace?
  /// What is drawn from the trace, layer by layer.
  public internal(set) var readings: [Reading] = []
  /// How many updates the network has had: the trace of the last is of before it.
  public internal(set) var stepsTrained = 0
  /// The course of training since the last reset.
  public internal(set) var history = History()

  /// The time cursor, from 0; nil follows the last timestep.
  public internal(set) var cursor: Int?
  /// The unit cursor, from 0.
  public internal(set) var unit = 0
  /// The layer on show, from 0.
  public internal(set) var layer = 0
  /// The gate on show where there is room for one; an index into the recorded planes.
  public internal(set) var gate = 0
  /// The colours' scale.
  public internal(set) var scale = HeatScale()
  /// The panel that has the focus.
  public internal(set) var focus = PanelID.heat
  /// Whether it has the whole screen.
  public internal(set) var isFullScreen = false
  /// Whether the backward sweep stands still at the cursor.
  public internal(set) var isSweeping = false
  /// Whether the help screen is up, and how far it is scrolled.
  public internal(set) var isHelpShown = false
  /// See `isHelpShown`.
  public internal(set) var helpScroll = 0
  /// Whether the page that explains the verdict is up.
  public internal(set) var isExplaining = false
  /// The number format through which the heatmap is seen.
  public internal(set) var lens: FloatFormat?
  /// The window of the truncated BPTT that is drawn beside the full one.
  public internal(set) var window: Int?
  /// The settings that are being tried on the step on show.
  public internal(set) var whatIf: WhatIf?
  /// The check of the gradients: under way, or done.
  public internal(set) var check: CheckState?
  /// The last check that was ever asked for, so that the next has another number.
  var lastCheck: Numbered<CheckOrder>?
  /// The line being typed.
  public internal(set) var prompt: Prompt?
  /// What was last said.
  public internal(set) var message: Message?
  /// Whether to end the program.
  public internal(set) var isQuitting = false
  /// Where the panels were drawn, for the mouse; set by the screen.
  public var placement = Placement()

  /// A session that is about to train.
  public init(_ experiment: Experiment, isRunning: Bool = true, speed: Speed = .ten) {
    orders = Orders(experiment: experiment, isRunning: isRunning, speed: speed)
  }

  /// The settings asked for.
  public var experiment: Experiment { orders.experiment }

  /// What the task's data fix, once they have been opened.
  var terms: DataTerms? { trace?.experiment.task == experiment.task ? trace?.terms : nil }

  /// What is drawn of the layer on show.
  public var reading: Reading? { readings.indices.contains(layer) ? readings[layer] : nil }

  /// The timestep under the cursor, from 0.
  public var cursorTime: Int {
    let last = max(0, (trace?.shape.length ?? 1) - 1)
    return min(cursor ?? last, last)
  }

  /// Takes in what the engine tells.
  public mutating func receive(_ report: Report) {
    switch report {
    case .trained(let points, let trace, let readings):
      for point in points { history.append(point) }
      stepsTrained = trace.step + 1
      show(trace, readings)
    case .shown(let trace, let readings, let kept):
      if !kept { history = History() }
      stepsTrained = trace.step
      show(trace, readings)
    case .read(let trace, let readings):
      show(trace, readings)
    case .checking(let share):
      if case .running = check { check = .running(share) }
    case .checked(let result):
      if check != nil { check = .done(result) }
    case .refused(let reason, let inForce):
      orders.experiment = inForce
      message = .warning(reason)
    }
  }

  /// Says that a key does nothing.
  public mutating func tellUnknown(_ key: Key) {
    guard prompt == nil else { return }
    message = .warning("\(key) does nothing here; ? lists the keys")
  }

  private mutating func show(_ trace: Trace, _ readings: [Reading]) {
    let hadDiverged = reading?.verdict.divergence != nil
    self.trace = trace
    self.readings = readings
    layer = min(layer, trace.shape.layers - 1)
    unit = min(unit, trace.shape.hidden - 1)
    gate = min(gate, max(0, (reading?.planes.count ?? 1) - 1))
    if let verdict = reading?.verdict, verdict.divergence != nil, !hadDiverged {
      message = .warning(words.line(verdict))
    }
  }
}

/// How a check of the gradients stands.
public enum CheckState: Sendable {
  /// The share done.
  case running(Double)
  /// What it found.
  case done(GradientCheck)
}

/// A line for the reader, and how it is meant.
public struct Message: Sendable, Equatable {
  /// The words.
  public let text: String
  /// Whether something is wrong.
  public let isWarning: Bool

  /// What was done.
  public static func done(_ text: String) -> Message { Message(text: text, isWarning: false) }
  /// What is wrong, and the remedy.
  public static func warning(_ text: String) -> Message { Message(text: text, isWarning: true) }
}
