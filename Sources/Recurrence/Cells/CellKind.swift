/// A cell chosen at run time: its description, and its sweeps specialised for its equations.
///
/// Two kinds are equal where their names are.
public struct CellKind: Sendable {
  /// Names and equations.
  public let description: CellDescription
  /// See `Cell.addsProjections`.
  let addsProjections: Bool
  /// How many values per unit the cell saves beside gates and states.
  let savedCount: Int
  /// The elementwise equations of one timestep, forward.
  let forward: @Sendable (ForwardStep, Activation) -> Void
  /// The elementwise equations of one timestep, backward.
  let backward: @Sendable (BackwardStep) -> Void

  /// The kind of a cell's type.
  @inline(__always)
  public init<C: Cell>(_ cell: C.Type) {
    description = C.description
    addsProjections = C.addsProjections
    savedCount = C.Saved.count
    precondition(
      C.Gates.count == C.description.gates.count && C.State.count == C.description.states.count,
      "\(C.description.name) describes other gates or states than its records hold")
    forward = { step, activation in step.run(cell, activation) }
    backward = { step in step.run(cell) }
  }

  /// The name by which it is chosen.
  public var name: String { description.name }
  /// The name in a title.
  public var title: String { description.title }
  /// The gates in the order of the weight rows.
  public var gates: [Gate] { description.gates }
  /// The states, h first.
  public var states: [String] { description.states }

  /// The gates that the trace records by name: the RNN's single one is h itself.
  public var recordedGates: [(index: Int, gate: Gate)] {
    gates.enumerated().filter { !states.contains($0.element.name) }.map { ($0.offset, $0.element) }
  }
}

extension CellKind: Equatable {
  /// Equal names.
  public static func == (a: CellKind, b: CellKind) -> Bool { a.name == b.name }
}

/// The catalogue: a new cell is its file and a line here, and the catalogue's tests then cover it.
public enum Cells {
  /// Every cell.
  public static let all: [CellKind] = [
    CellKind(VanillaRNN.self),
    CellKind(GRU.self),
    CellKind(LSTM.self),
  ]

  /// The cell of that name.
  public static func named(_ name: String) -> CellKind? { all.first { $0.name == name } }
}
