import Recurrence

/// What waits to be fetched of one network: the newest of it, and what no newer report may take the place of.
struct Tray {
  /// The newest trace.
  private(set) var report: Report?
  /// Whether a start anew is still to be told: a later trace has taken its picture's place.
  private var isRestartOwed = false
  /// A refusal: apart, so that no later picture takes its place.
  private var refusal: Report?
  /// The run to be saved: before all else, for what is told later is not part of it.
  private var saved: Report?
  /// How far the analyses are, how fast the training, and what a step costs: apart, so that they take no trace's place.
  var progress: Report?
  var pace: Report?
  var cost: Report?
  /// The run up to the last report, where it is remembered.
  var timeline: Timeline?
  /// Training steps since the last report that was fetched: merged where they wait, for nobody may come for them.
  var points = History()

  /// Whether a start anew is among what waits.
  private var owesRestart: Bool {
    if case .shown(_, _, kept: false) = report { true } else { isRestartOwed }
  }

  /// Takes the next of what waits.
  mutating func take() -> Report? {
    if let saved = saved.take() { return saved }
    if let refusal = refusal.take() { return refusal }
    if isRestartOwed {
      isRestartOwed = false
      return report?.asRestart
    }
    // Of the steps before what is looked at, none is shown.
    if case .looked = report, !points.points.isEmpty {
      defer { points = History() }
      return .passed(points: points.points)
    }
    guard let report = report.take() else {
      return timeline.take().map { .remembered($0) } ?? progress.take() ?? pace.take() ?? cost.take()
    }
    guard case .trained(_, let trace, let readings) = report else { return report }
    defer { points = History() }
    return .trained(points: points.points, trace: trace, readings: readings)
  }

  /// Puts what is newer in the place of what it replaces.
  mutating func put(_ new: Report) {
    switch (new, report) {
    case (.saved(let run, _, let isAnew), _):
      saved = .saved(run, points: points.points, isAnew: isAnew || owesRestart)
      return
    case (.refused, _):
      refusal = new
      return
    case (.shown(_, _, kept: false), _):
      isRestartOwed = false
      refusal = nil
      report = new
      points = History()
    // What was to be told of the trace besides its readings still is.
    case (.read(let trace, let readings), .trained):
      report = .trained(points: [], trace: trace, readings: readings)
    case (.read(let trace, let readings), .shown(_, _, let kept)):
      report = .shown(trace: trace, readings: readings, kept: kept)
    case (.read(let trace, let readings), .looked(_, _, let position)):
      report = .looked(trace: trace, readings: readings, position: position)
    case (_, .shown(_, _, kept: false)):
      isRestartOwed = true
      report = new
    default:
      report = new
    }
    if case .shown(let trace, _, _) = new {
      refusal = nil
      // A branch leaves what came after it.
      points = points.prefix(trace.step)
    }
    progress = nil
  }
}
