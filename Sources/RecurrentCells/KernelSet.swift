import CKernels

/// One build of the kernels: everything that is done value by value, at one vector width.
package struct KernelSet: Sendable {
  /// The catalogue of cells.
  package let cells: [CellKind]
  /// φ(a) and φ′(a) of one number.
  package let evaluate: @Sendable (Activation, Double) -> (value: Double, slope: Double)
  /// Rows times a packed matrix.
  package let product: @Sendable (PackedProduct) -> Void
  /// How many columns of a packed matrix make a panel, for products with a single row or with any number.
  package let panelColumns: @Sendable (_ isForOne: Bool) -> Int
  /// The sum of a matrix's rows.
  package let addRows: @Sendable (RowSum) -> Void
  /// Adam's update.
  package let adam: @Sendable (AdamUpdate) -> Void

  package init(
    cells: [CellKind], evaluate: @escaping @Sendable (Activation, Double) -> (value: Double, slope: Double),
    product: @escaping @Sendable (PackedProduct) -> Void, panelColumns: @escaping @Sendable (Bool) -> Int,
    addRows: @escaping @Sendable (RowSum) -> Void,
    adam: @escaping @Sendable (AdamUpdate) -> Void
  ) {
    self.cells = cells
    self.evaluate = evaluate
    self.product = product
    self.panelColumns = panelColumns
    self.addRows = addRows
    self.adam = adam
  }
}
