import Recurrence

extension English {
  /// What a check of the gradients found.
  public func line(_ check: GradientCheck) -> String {
    let components = check.components
    let error = check.largestRelativeError.map { ", largest relative error \($0.scientific())" } ?? ""
    return "\(check.isPassed ? "passed" : "failed"): \(components.count(where: \.agrees)) of \(components.count) "
      + "components agree, \(components.count(where: \.isResolved)) of them resolved\(error)"
  }

  /// How exactly a tensor's components agree.
  public func accuracy(_ part: GradientCheck.Part) -> String {
    part.largestRelativeError.map { "largest relative error \($0.scientific())" } ?? "too small to tell"
  }

  /// The tensor, and its timestep where it has one.
  public func title(_ part: GradientCheck.Part) -> String {
    part.tensor + (part.timestep.map { " at t = \($0)" } ?? "")
  }
}
