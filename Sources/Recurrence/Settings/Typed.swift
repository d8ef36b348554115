// What is to be said of a setting that somebody typed, beyond whether its value is possible.
extension Settings {
  /// The sizes that a task may decide itself.
  private static let sizes: Set = ["inputs", "outputs", "length", "batch"]

  /// Throws where the task in force decides a setting itself, so that typing it would do nothing.
  public static func requireOpen(_ name: String, in experiment: Experiment) throws {
    guard sizes.contains(name), !experiment.task.leavesOpen(name) else { return }
    throw SettingError(
      "task \(experiment.task.shortName) decides \(name) itself; leave \(name) away, or take another task")
  }

  /// A threshold without a way to use it is meant for the usual one: clipping by norm. True where that was set.
  @discardableResult
  public static func completeClipping(after name: String, in experiment: inout Experiment) -> Bool {
    guard name == "theta", experiment.clipping.mode == .off else { return false }
    experiment.clipping.mode = .norm
    return true
  }
}
