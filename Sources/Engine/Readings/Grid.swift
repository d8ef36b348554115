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
  /// All of it, where `values` don't hold it timestep by timestep: what a zoom shows is read from there.
  private let source: Tensor?
  private let length: Int
  private let newest = Newest()

  /// The reduction of a tensor. One that `keepsSource` keeps a long trace's memory alive.
  public init(_ tensor: Tensor, pooling: Pooling = .largest, keepsSource: Bool = true) {
    self.pooling = pooling
    self.length = tensor.shape[0]
    source = keepsSource && tensor.shape[0] > Grid.most.columns ? tensor : nil
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

  /// The reduction of some timesteps of a tensor.
  private init(_ tensor: Tensor, _ window: Range<Int>, _ pooling: Pooling) {
    let row = tensor.count / tensor.shape[0]
    let part = tensor.withValues { Array($0[(window.lowerBound * row)..<(window.upperBound * row)]) }
    self.init(
      Tensor(shape: [window.count] + tensor.shape.dropFirst(), values: part), pooling: pooling, keepsSource: false)
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
  /// units than there is room for, one value stands for its neighbours, by the grid's pooling. Of all timesteps, or of
  /// those of a window (from 0).
  ///
  /// Kept until another size or window is asked for: a key that changes colours alone needn't read all values again.
  public func fitted(width: Int, height: Int, window: Range<Int>? = nil) -> [Double] {
    let window = (window ?? 0..<length).clamped(to: 0..<length)
    let request = Request(width: width, height: height, window: window)
    return newest.fit.withLock { newest in
      if newest.request != request { newest = (request, fit(request)) }
      return newest.values
    }
  }

  private func fit(_ request: Request) -> [Double] {
    let (width, height) = (request.width, request.height)
    if let source, request.window.count < length {
      return Grid(source, request.window, pooling).fit(
        Request(width: width, height: height, window: 0..<request.window.count))
    }
    let axis = TimeAxis(columns(of: request.window), width: width)
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

  /// The columns of `values` that hold some timesteps.
  private func columns(of window: Range<Int>) -> Range<Int> {
    guard window.count < length, !window.isEmpty else { return 0..<columns }
    return (window.lowerBound * columns / length)..<((window.upperBound - 1) * columns / length + 1)
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

  private struct Request: Equatable {
    var width = 0
    var height = 0
    var window = 0..<0
  }

  /// What was asked for last, and the grid fitted to it.
  private final class Newest: Sendable {
    let fit = Mutex<(request: Request, values: [Double])>((Request(), []))
  }
}
