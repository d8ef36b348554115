import Recurrence
import Synchronization

/// A tensor (T, B, H) reduced to timesteps × units for the screen: over the batch, and over neighbours where there are
/// more than there is room for. NaN and Inf win, so that none is hidden.
public struct Grid: Sendable {
  /// What stands for several values.
  public enum Pooling: Sendable {
    /// The one of the largest magnitude: no gradient is hidden among zeros.
    case largest
    /// Their mean: of a gate among many, the largest would always look open.
    case mean
  }

  /// No screen shows more.
  static let most = (columns: 1024, rows: 256)

  /// Columns of time, and rows of units.
  public let columns: Int
  /// See `columns`.
  public let rows: Int
  private let values: [Double]  // (columns, rows)
  private let pooling: Pooling
  private let newest = Newest()

  /// The reduction of a tensor.
  public init(_ tensor: Tensor, pooling: Pooling = .largest) {
    self.pooling = pooling
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
              switch pooling {
              case .largest:
                if Grid.rank(source[row + unit]) > Grid.rank(values[at]) { values[at] = source[row + unit] }
              case .mean: values[at] += source[row + unit]
              }
            }
          }
        }
        if pooling == .mean { Grid.divide(values, (length, batch, units), columns: columns, rows: rows) }
      }
    }
  }

  /// Makes means of sums.
  private static func divide(
    _ sums: UnsafeMutableBufferPointer<Double>, _ size: (length: Int, batch: Int, units: Int), columns: Int, rows: Int
  ) {
    /// How many of `count` fall into part k of so many.
    func share(_ k: Int, of count: Int, parts: Int) -> Int {
      ((k + 1) * count + parts - 1) / parts - (k * count + parts - 1) / parts
    }
    let units = (0..<rows).map { share($0, of: size.units, parts: rows) }
    for column in 0..<columns {
      let times = share(column, of: size.length, parts: columns) * size.batch
      for row in 0..<rows { sums[column * rows + row] /= Double(times * units[row]) }
    }
  }

  /// The grid fitted to a plot, (width, height): a unit may take several rows, and where there are more timesteps or
  /// units than there is room for, one value stands for its neighbours, by the grid's pooling.
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
        let (columns, rows) = (axis.timesteps(of: x), first..<max(first + 1, (y + 1) * rows / height))
        result.append(pooling == .largest ? largest(columns, rows) : mean(columns, rows))
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

  private func mean(_ columns: Range<Int>, _ rows: Range<Int>) -> Double {
    var sum = 0.0
    for column in columns {
      for row in rows { sum += values[column * self.rows + row] }
    }
    return sum / Double(columns.count * rows.count)
  }

  /// Magnitudes in their order as whole numbers, which compare faster: Inf above all numbers, NaN above Inf.
  @inline(__always)
  private static func rank(_ value: Double) -> UInt64 { value.magnitude.bitPattern }

  /// The size that was asked for last, and the grid fitted to it.
  private final class Newest: Sendable {
    let size = Mutex<(width: Int, height: Int, values: [Double])>((0, 0, []))
  }
}
