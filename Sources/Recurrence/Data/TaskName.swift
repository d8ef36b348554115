/// A task as it is typed: one of the catalogue, and its file where it wants one.
public struct TaskName: Sendable, Hashable {
  /// Which task.
  public let kind: TaskKind
  /// The file's path; empty where the task wants none.
  public let path: String

  /// A task, with a path just where it wants one.
  init(_ kind: TaskKind, path: String = "") {
    precondition(kind.wantsPath != path.isEmpty, "task \(kind.usage) with the path \"\(path)\"")
    (self.kind, self.path) = (kind, path)
  }

  /// The task of that name, as in `noise` and `text:PATH`; nil where there is none.
  public init?(_ name: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.count == 2 ? String(parts[1]) : ""
    guard let kind = Tasks.named(parts[0]), kind.wantsPath == (parts.count == 2), kind.wantsPath != path.isEmpty
    else { return nil }
    self.init(kind, path: path)
  }

  /// As it is typed: `noise`, `text:PATH`.
  public var name: String { kind.wantsPath ? "\(kind.name):\(path)" : kind.name }

  /// The name with a file's own name in place of its path.
  public var shortName: String {
    kind.wantsPath ? path.split(separator: "/").last.map(String.init) ?? path : kind.name
  }

  /// Whether the task leaves a size to the setting of that name.
  func leavesOpen(_ setting: String) -> Bool { kind.leavesOpen.contains(setting) }

  /// The task's data, read and checked, but for what was `opened` of the same file.
  func open(
    _ sizes: DataSizes, opened: (any DataSource)? = nil, stop: StopSignal = .never
  ) throws -> any DataSource { try kind.open(path, sizes, opened, stop) }
}
