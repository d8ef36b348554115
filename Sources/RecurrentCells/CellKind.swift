import CKernels

/// A cell chosen at run time: its description, and its sweeps specialised for its equations.
///
/// Two kinds are equal where their names are.
public struct CellKind: Sendable {
  /// Names and equations.
  public let description: CellDescription
  /// True where the equations read nothing but the sum ax + ah, so that ∂L/∂ax = ∂L/∂ah and one array holds both.
  package let addsProjections: Bool
  /// How many values per unit the cell saves beside gates and states.
  package let savedCount: Int
  /// The elementwise equations of one timestep, forward.
  package let forward: @Sendable (ForwardStep, Activation) -> Void
  /// The elementwise equations of one timestep, backward.
  package let backward: @Sendable (BackwardStep) -> Void

  package init(
    description: CellDescription, addsProjections: Bool, savedCount: Int,
    forward: @escaping @Sendable (ForwardStep, Activation) -> Void, backward: @escaping @Sendable (BackwardStep) -> Void
  ) {
    self.description = description
    self.addsProjections = addsProjections
    self.savedCount = savedCount
    self.forward = forward
    self.backward = backward
  }

  /// The name by which it is chosen.
  public var name: String { description.name }
  /// The name in a title.
  public var title: String { description.title }
  /// The gates in the order of the weight rows.
  public var gates: [Gate] { description.gates }
  /// The states, h first.
  public var states: [String] { description.states }

  /// The place of the gate of that name among the gates; nil where the cell has none.
  public func index(ofGate name: String) -> Int? { gates.firstIndex { $0.name == name } }
  /// The place of the state of that name among the states; nil where the cell has none.
  public func index(ofState name: String) -> Int? { states.firstIndex(of: name) }

  /// The gates that the trace records by name: the RNN's single one is h itself.
  public var recordedGates: [(index: Int, gate: Gate)] {
    gates.enumerated().filter { !states.contains($0.element.name) }.map { ($0.offset, $0.element) }
  }
}

extension CellKind: Hashable {
  /// Equal names.
  public static func == (a: CellKind, b: CellKind) -> Bool { a.name == b.name }
  /// The name's.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
