/// Timesteps laid over columns: several timesteps a column, or several columns a timestep.
public struct TimeAxis: Sendable, Equatable {
  /// T.
  public let length: Int
  /// Columns.
  public let width: Int

  /// The axis of so many timesteps on so many columns.
  public init(length: Int, width: Int) {
    self.length = max(1, length)
    self.width = max(1, width)
  }

  /// The timesteps (from 0) that a column stands for; at least one.
  public func timesteps(of column: Int) -> Range<Int> {
    let from = min(length - 1, column * length / width)
    return from..<max(from + 1, min(length, (column + 1) * length / width))
  }

  /// The first column that stands for a timestep (from 0).
  public func column(of timestep: Int) -> Int {
    // The smallest x with (x + 1)·length / width > timestep, in whole numbers.
    if length >= width { return min(width - 1, ((timestep + 1) * width + length - 1) / length - 1) }
    return min(width - 1, (timestep * width + length - 1) / length)
  }

  /// All columns that stand for a timestep.
  public func columns(of timestep: Int) -> Range<Int> {
    let first = column(of: timestep)
    if length >= width { return first..<(first + 1) }
    return first..<max(first + 1, timestep + 1 < length ? column(of: timestep + 1) : width)
  }
}
