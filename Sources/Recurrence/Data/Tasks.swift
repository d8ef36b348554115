/// The catalogue of tasks.
public enum Tasks {
  /// Every task.
  public static let all = [Noise.kind, Adding.kind, TextCorpus.kind, FileData.kind]

  /// The task of that name.
  public static func named(_ name: some StringProtocol) -> TaskKind? { all.first { $0.name == name } }
}
