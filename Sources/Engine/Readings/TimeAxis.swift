/// Timesteps laid over columns: several timesteps a column, or several columns a timestep.
public struct TimeAxis: Sendable, Equatable {
  /// The first timestep on show, from 0.
  public let start: Int
  /// How many are on show.
  public let length: Int
  /// Columns.
  public let width: Int

  /// The axis of so many timesteps on so many columns.
  public init(length: Int, width: Int) { self.init(0..<max(1, length), width: width) }

  /// The axis of some timesteps (from 0) on so many columns.
  public init(_ timesteps: Range<Int>, width: Int) {
    start = timesteps.lowerBound
    length = max(1, timesteps.count)
    self.width = max(1, width)
  }

  /// The timesteps (from 0) that a column stands for; at least one.
  public func timesteps(of column: Int) -> Range<Int> {
    let from = min(length - 1, max(0, column) * length / width)
    let to = max(from + 1, min(length, (max(0, column) + 1) * length / width))
    return (start + from)..<(start + to)
  }

  /// The first column that stands for a timestep (from 0); the nearest, for one that is not on show.
  public func column(of timestep: Int) -> Int {
    let timestep = min(max(0, timestep - start), length - 1)
    // The smallest x with (x + 1)·length / width > timestep, in whole numbers.
    if length >= width { return min(width - 1, ((timestep + 1) * width + length - 1) / length - 1) }
    return min(width - 1, (timestep * width + length - 1) / length)
  }

  /// All columns that stand for a timestep on show.
  public func columns(of timestep: Int) -> Range<Int> {
    let first = column(of: timestep)
    if length >= width { return first..<(first + 1) }
    return first..<max(first + 1, timestep + 1 < start + length ? column(of: timestep + 1) : width)
  }
}
