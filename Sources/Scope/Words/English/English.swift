/// The words of the program in English, an extension for each idea.
public struct English: Words {
  /// The language.
  public init() {}

  /// `1 timestep`, `2 timesteps`.
  func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
