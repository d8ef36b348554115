import RecurrentCells

/// One timestep of backpropagation in numbers: what each of the cell's backward equations comes to at t, for one unit and
/// over all of them.
public struct BackwardTimestep: Sendable {
  /// One equation.
  public struct Row: Sendable {
    /// What it yields.
    public let quantity: Quantity
    /// The state's or the gate's name.
    public let name: String
    /// The right-hand side, where the cell has it.
    public let terms: String
    /// For the unit, in its sample.
    public let value: Double
    /// The norm over batch and units.
    public let norm: Double
  }

  /// What a row yields.
  public enum Quantity: Sendable, Equatable {
    /// What arrives at h_t from the loss or the layer above.
    case direct
    /// The total ∂L/∂h_t: direct + recurrent, and cut, where clipping is inside BPTT.
    case total
    /// A line of the cell's own.
    case own(BackwardEquation.Quantity)
  }

  /// The direct part, what comes from t+1, the total; then the cell's own equations.
  public let rows: [Row]
  /// The sample, from 0, whose ∂L/∂h_t has the largest magnitude at the unit: all values are of that one.
  public let sample: Int

  /// The timestep t (from 1) of a layer, for a unit (from 0). O(B·H) for each equation.
  public init(_ trace: Trace, layer: Int, t: Int, unit: Int) {
    let shape = trace.shape
    precondition((1...shape.length).contains(t), "t = \(t) of \(shape.length)")
    precondition((0..<shape.hidden).contains(unit), "unit \(unit) of \(shape.hidden)")
    let own = trace.layers[layer]
    let (cell, total) = (shape.cell, own.dh[t - 1])
    let sample = BackwardTimestep.largest(total, unit: unit)

    func row(_ quantity: Quantity, _ name: String, _ terms: String, _ values: Tensor) -> Row {
      Row(
        quantity: quantity, name: name, terms: terms, value: values[sample][flat: unit], norm: values.norm)
    }
    func equation(_ equation: BackwardEquation) -> Row? {
      let values: Tensor? =
        switch equation.quantity {
        case .recurrent: own.dhRecurrent[t - 1]
        case .arriving: BackwardTimestep.arriving(equation.name, own, cell, t: t)
        case .state: own.dState(equation.name)?[t - 1]
        case .delta: BackwardTimestep.gate(equation.name, of: own.dax[t - 1], cell)
        case .recurrentDelta: BackwardTimestep.gate(equation.name, of: own.dah[t - 1], cell)
        }
      return values.map { row(.own(equation.quantity), equation.name, equation.terms, $0) }
    }

    let equations = cell.description.backwardEquations.compactMap(equation)
    let isRecurrent: (Row) -> Bool = { $0.quantity == .own(.recurrent) }
    self.sample = sample
    rows =
      [row(.direct, "h", "", own.dhDirect[t - 1])] + equations.filter(isRecurrent)
      + [row(.total, "h", "", total)] + equations.filter { !isRecurrent($0) }
  }

  /// The sample of the largest magnitude, NaN above all.
  private static func largest(_ values: Tensor, unit: Int) -> Int {
    let column = (0..<values.shape[0]).map { abs(values[$0][flat: unit]) }
    return column.firstIndex(where: \.isNaN) ?? column.indices.max { column[$0] < column[$1] } ?? 0
  }

  /// What comes into a state from t+1 through the gate that keeps it; nil where that is no gate. (B, H)
  private static func arriving(_ state: String, _ own: LayerTrace, _ cell: CellKind, t: Int) -> Tensor? {
    guard let route = cell.description.elementwiseRoutes.first(where: { $0.state == state }),
      let (gate, total) = own.gate(route.factor).flatMap({ gate in own.dState(state).map { (gate, $0) } })
    else { return nil }
    let arriving = Tensor(shape: Array(total.shape.dropFirst()))
    // Nothing comes after T.
    guard t < total.shape[0] else { return arriving }
    addProduct(gate[t].pointer, total[t].pointer, to: arriving.pointer, count: arriving.count)
    return arriving
  }

  /// One gate's part of ∂L/∂a (B, G·H). (B, H)
  private static func gate(_ name: String, of da: Tensor, _ cell: CellKind) -> Tensor? {
    guard let index = cell.index(ofGate: name) else { return nil }
    let (batch, hidden) = (da.shape[0], da.shape[1] / cell.gates.count)
    let part = Tensor(shape: [batch, hidden])
    for sample in 0..<batch {
      (part.pointer + sample * hidden).update(from: da[sample].pointer + index * hidden, count: hidden)
    }
    return part
  }
}
