/// One task of the catalogue: what it is, and how its data are opened.
public struct TaskKind: Sendable {
  /// The name by which it is chosen: `text`.
  public let name: String
  /// Whether a file belongs to it: `text:FILE`.
  public let wantsPath: Bool
  /// What it is, in a line.
  public let help: String
  /// The sizes that it leaves to the settings, by their names: of inputs, outputs, length and batch.
  public let leavesOpen: Set<String>
  /// Where its loss is unless the settings, or a file's targets, say otherwise.
  public let usualLossAt: LossPosition
  /// Reads and checks the data at a path, empty where none is wanted. What `opened` holds of the same file is not read
  /// again. Throws `Stopped` where `stop` ended it early.
  let open:
    @Sendable (_ path: String, DataSizes, _ opened: (any DataSource)?, _ stop: StopSignal) throws -> any DataSource

  /// As it is typed: `noise`, `text:FILE`.
  public var usage: String { wantsPath ? "\(name):FILE" : name }
}

extension TaskKind: Hashable {
  /// Equal names.
  public static func == (a: TaskKind, b: TaskKind) -> Bool { a.name == b.name }
  /// The name's.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The sizes that the settings name, for a task that leaves them open.
struct DataSizes {
  /// I.
  let inputs: Int
  /// O.
  let outputs: Int
  /// T.
  let length: Int
}
