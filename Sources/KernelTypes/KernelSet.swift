import CKernels

/// One build of the kernels: everything that is done value by value, at one vector width.
package struct KernelSet: Sendable {
  /// The catalogue of cells.
  package let cells: [CellKind]
  /// φ(a) and φ′(a) of one number.
  package let evaluate: @Sendable (Activation, Double) -> (value: Double, slope: Double)
  /// One row times a matrix.
  package let addRowProduct: @Sendable (RowProduct) -> Void
  /// The sum of a matrix's rows.
  package let addRows: @Sendable (RowSum) -> Void
  /// Adam's update.
  package let adam: @Sendable (AdamUpdate) -> Void

  package init(
    cells: [CellKind], evaluate: @escaping @Sendable (Activation, Double) -> (value: Double, slope: Double),
    addRowProduct: @escaping @Sendable (RowProduct) -> Void, addRows: @escaping @Sendable (RowSum) -> Void,
    adam: @escaping @Sendable (AdamUpdate) -> Void
  ) {
    self.cells = cells
    self.evaluate = evaluate
    self.addRowProduct = addRowProduct
    self.addRows = addRows
    self.adam = adam
  }
}
