import Synchronization

/// What is thrown where a stop signal has ended work early that may fail as well.
public struct Stopped: Error {}

/// A request, from any thread, that a running step end early. A step that was stopped yields no trace.
public final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Not set.
  public init() {}

  /// One that nobody sets, for work that is to be finished.
  public static let never = StopSignal()

  /// Whether the step should end.
  public var isSet: Bool { flag.load(ordering: .relaxed) }
  /// Asks the running step to end.
  public func set() { flag.store(true, ordering: .relaxed) }
  /// Lets the next step run.
  public func clear() { flag.store(false, ordering: .relaxed) }
}
