import Recurrence

/// What the engine has to tell.
public enum Report: Sendable {
  /// Training steps that were finished since the last report, the trace of the newest, and its layers as read.
  case trained(points: [HistoryPoint], trace: Trace, readings: [Reading])
  /// The trace of the coming step under new settings, nothing updated. `kept` tells whether the parameters stayed, and the
  /// steps before it are those of the run.
  case shown(trace: Trace, readings: [Reading], kept: Bool)
  /// A trace that was told already, read again because more is wanted of it.
  case read(trace: Trace, readings: [Reading])
  /// A trace of the timeline, at a position that is looked at.
  case looked(trace: Trace, readings: [Reading], position: Int)
  /// Training steps that were finished since the last report, while a trace of the timeline is on show.
  case passed(points: [HistoryPoint])
  /// The run as it is remembered by now, where it is.
  case remembered(Timeline)
  /// The run as it was to be saved, and the training steps up to there that were not told of yet: since a start anew
  /// where `isAnew`.
  case saved(SavedRun, points: [HistoryPoint], isAnew: Bool)
  /// The share done of the analyses that are under way.
  case working(Double)
  /// How many training steps a second were made of late, where so many were wished for.
  case paced(Double, wish: Speed)
  /// How many seconds a training step took of late.
  case cost(Double)
  /// Settings that can't be: why, and those still in force.
  case refused(reason: String, inForce: Experiment)
}

/// What the engine has to tell of one of several networks.
public struct ChannelReport: Sendable {
  /// Its number.
  public let channel: Int
  /// What there is to tell.
  public let report: Report

  /// Something told of a network.
  public init(channel: Int, report: Report) { (self.channel, self.report) = (channel, report) }
}

extension Report {
  /// What it tells of a trace, told of one that is on show already.
  var asRead: Report {
    switch self {
    case .trained(_, let trace, let readings), .shown(let trace, let readings, _):
      .read(trace: trace, readings: readings)
    default: self
    }
  }

  /// What it tells of a trace, told as the picture of a start anew; nil where it tells of none.
  var asRestart: Report? {
    switch self {
    case .trained(_, let trace, let readings), .shown(let trace, let readings, _), .read(let trace, let readings),
      .looked(let trace, let readings, _):
      .shown(trace: trace, readings: readings, kept: false)
    default: nil
    }
  }
}
