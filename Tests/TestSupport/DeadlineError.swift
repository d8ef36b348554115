/// What a test waited for in vain.
public struct DeadlineError: Error, CustomStringConvertible {
  /// What did not come, and what was there instead.
  public let description: String

  /// An error that says so.
  public init(description: String) { self.description = description }
}
