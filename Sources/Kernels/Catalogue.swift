import CKernels
import RecurrentCells

/// The catalogue: a new cell is its file and a line here, and the catalogue's tests then cover it.
private let cells: [CellKind] = [
  CellKind(VanillaRNN.self),
  CellKind(GRU.self),
  CellKind(LSTM.self),
]

/// This build of the kernels.
package let kernels = KernelSet(
  cells: cells,
  evaluate: { activation, a in
    let (value, slope) = activation(Lanes(repeating: a))
    return (value[0], slope[0])
  },
  product: { product in withUnsafePointer(to: product) { lanes_packed_product($0) } },
  panelColumns: { lanes_panel_columns($0 ? 1 : 0) },
  addRows: { $0.run() },
  adam: { $0.run() })

extension CellKind {
  /// The kind of a cell's type, its equations specialised.
  @inline(__always)
  init<C: Cell>(_ cell: C.Type) {
    precondition(
      C.Gates.count == C.description.gates.count && C.State.count == C.description.states.count,
      "\(C.description.name) describes other gates or states than its records hold")
    self.init(
      description: C.description, addsProjections: C.addsProjections, savedCount: C.Saved.count,
      forward: { step, activation in step.run(cell, activation) },
      backward: { step in step.run(cell) })
  }
}
