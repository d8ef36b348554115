/// The words of the program in English, an extension for each idea.
public struct English: Words {
  /// The language.
  public init() {}
}
