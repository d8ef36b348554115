import CKernels

/// A matrix that many products share, laid out once for all of them.
struct PackedMatrix {
  private let kernels: KernelSet
  private let rows: Int
  private let columns: Int
  private let isForOne: Bool
  /// How many columns lie together.
  private let width: Int
  /// Of each panel of columns all rows; the last panel is narrower for a single sample, else padded with zeros.
  private let packed: Tensor

  /// Room for M (rows × columns), for products with a single row of x, or with any number of them.
  init(rows: Int, columns: Int, isForOne: Bool, kernels: KernelSet = .best) {
    self.kernels = kernels
    (self.rows, self.columns, self.isForOne) = (rows, columns, isForOne)
    width = kernels.panelColumns(isForOne)
    packed = Tensor(shape: [(columns + width - 1) / width, rows, width])
  }

  /// Takes on M (rows × columns).
  func pack(_ matrix: UnsafePointer<Double>) {
    forEachPanel { panel, first, count, width in
      for row in 0..<rows { (panel + row * width).update(from: matrix + row * columns + first, count: count) }
    }
  }

  /// Takes on M as the transpose of a matrix (columns × rows).
  func pack(transposing matrix: UnsafePointer<Double>) {
    forEachPanel { panel, first, count, width in
      for column in 0..<count {
        let source = matrix + (first + column) * rows
        for row in 0..<rows { panel[row * width + column] = source[row] }
      }
    }
  }

  /// y (samples × columns) = bias (columns) + x (samples × rows) · M, or y + x · M without a bias.
  ///
  /// A product that starts from the panel where the one before ended finds it in the cache still.
  func multiply(
    _ x: UnsafePointer<Double>, samples: Int, plus bias: UnsafePointer<Double>? = nil,
    into y: UnsafeMutablePointer<Double>,
    fromEnd: Bool = false
  ) {
    precondition(samples == 1 || !isForOne, "\(samples) rows with a matrix packed for one")
    kernels.product(
      PackedProduct(
        x: x, packed: packed.pointer, start: bias ?? UnsafePointer(y), y: y,
        startStride: bias == nil ? columns : 0, samples: samples, rows: rows, columns: columns,
        isForOne: isForOne ? 1 : 0, fromEnd: fromEnd ? 1 : 0))
  }

  /// Each panel's memory, first column, number of columns, and how far apart its rows lie.
  private func forEachPanel(_ body: (UnsafeMutablePointer<Double>, Int, Int, Int) -> Void) {
    for first in stride(from: 0, to: columns, by: width) {
      let count = min(width, columns - first)
      body(packed.pointer + first * rows, first, count, isForOne ? count : width)
    }
  }
}
