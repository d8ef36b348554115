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

extension Session {
  /// Says what was done, or why nothing was.
  mutating func say(_ remark: Remark) { message = .done(words.line(remark)) }

  /// Says that something can't be done, and what can.
  mutating func warn(_ remark: Remark) { message = .warning(words.line(remark)) }
}
