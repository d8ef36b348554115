import Recurrence

/// What the engine has to tell.
public enum Report: Sendable {
  /// Training steps that were finished since the last report, the trace of the newest, and its layers as read.
  case trained(points: [HistoryPoint], trace: Trace, readings: [Reading])
  /// The trace of the coming step under new settings, nothing updated. `kept` tells whether the parameters stayed.
  case shown(trace: Trace, readings: [Reading], kept: Bool)
  /// A trace that was told already, read again because more is wanted of it.
  case read(trace: Trace, readings: [Reading])
  /// How far the check of the gradients is.
  case checking(Double)
  /// What it found.
  case checked(GradientCheck)
  /// Settings that can't be: why, and those still in force.
  case refused(reason: String, inForce: Experiment)
}
