import Recurrence
import Synchronization

/// A tensor (T, B, H) reduced to timesteps × units for the screen: over the batch, and over neighbours where there are
/// more than any screen has room for, the value of the largest magnitude. NaN and Inf win, so that none is hidden.
public struct Grid: Sendable {
  /// No screen shows more.
  static let most = (columns: 1024, rows: 256)

  /// Columns of time, and rows of units.
  public let columns: Int
  /// See `columns`.
  public let rows: Int
  private let values: [Double]  // (columns, rows)
  private let newest = Newest()

  /// The reduction of a tensor.
  public init(_ tensor: Tensor) {
    let (length, batch, units) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let (columns, rows) = (min(length, Grid.most.columns), min(units, Grid.most.rows))
    (self.columns, self.rows) = (columns, rows)
    // The row of each unit: a division per value would cost more than the rest.
    let rowOfUnit = (0..<units).map { $0 * rows / units }
    values = tensor.withValues { source in
      [Double](unsafeUninitializedCapacity: columns * rows) { values, count in
        values.initialize(repeating: 0)
        count = columns * rows
        for t in 0..<length {
          let column = t * columns / length * rows
          for sample in 0..<batch {
            let row = (t * batch + sample) * units
            for unit in 0..<units {
              let at = column + rowOfUnit[unit]
              if Grid.rank(source[row + unit]) > Grid.rank(values[at]) { values[at] = source[row + unit] }
            }
          }
        }
      }
    }
  }

  /// The grid fitted to a plot, (width, height): a unit may take several rows, and where there are more timesteps or
  /// units than there is room for, the value of the largest magnitude stands for its neighbours, or NaN.
  ///
  /// Kept until another size is asked for: a key that changes colours alone needn't read all values again.
  public func fitted(width: Int, height: Int) -> [Double] {
    newest.size.withLock { newest in
      if newest.width != width || newest.height != height { newest = (width, height, fit(width, height)) }
      return newest.values
    }
  }

  private func fit(_ width: Int, _ height: Int) -> [Double] {
    let axis = TimeAxis(length: columns, width: width)
    var result: [Double] = []
    result.reserveCapacity(width * height)
    for x in 0..<width {
      for y in 0..<height {
        let first = y * rows / height
        result.append(largest(axis.timesteps(of: x), first..<max(first + 1, (y + 1) * rows / height)))
      }
    }
    return result
  }

  private func largest(_ columns: Range<Int>, _ rows: Range<Int>) -> Double {
    values.withUnsafeBufferPointer { values in
      var (result, highest) = (0.0, UInt64(0))
      for column in columns {
        for at in (column * self.rows + rows.lowerBound)..<(column * self.rows + rows.upperBound) {
          let rank = Grid.rank(values[at])
          if rank > highest { (result, highest) = (values[at], rank) }
        }
      }
      return result
    }
  }

  /// Magnitudes in their order as whole numbers, which compare faster: Inf above all numbers, NaN above Inf.
  @inline(__always)
  private static func rank(_ value: Double) -> UInt64 { value.magnitude.bitPattern }

  /// The size that was asked for last, and the grid fitted to it.
  private final class Newest: Sendable {
    let size = Mutex<(width: Int, height: Int, values: [Double])>((0, 0, []))
  }
}
