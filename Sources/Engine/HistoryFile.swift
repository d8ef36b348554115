import Recurrence

// The course of training as tensors of a file: rows are points, oldest first.
extension History {
  private static let counts = "history.counts"  // step, steps, clipped
  private static let figures = "history.figures"  // loss, norm before and after, log10 ‖∂L/∂h_T‖, the profile
  private static let width = 4 + HistoryPoint.profileWidth

  /// The rest of it, beside its tensors.
  package struct Sheet: Codable, Sendable {
    let stride: Int
  }

  /// Adds its points to a file, their names behind a prefix.
  package func add(to writer: inout SafetensorsWriter, prefix: String) -> Sheet {
    writer.add(
      prefix + History.counts, shape: [points.count, 3], integers: points.flatMap { [$0.step, $0.count, $0.clipped] })
    writer.add(
      prefix + History.figures, shape: [points.count, History.width],
      doubles: points.flatMap { point in
        [point.loss, point.normBefore, point.normAfter, Double(point.last)] + point.profile.map { Double($0) }
      })
    return Sheet(stride: stride)
  }

  /// Reads what `add` wrote. Throws a `FileError` where it can't have.
  package init(reading file: SafetensorsFile, prefix: String, _ sheet: Sheet) throws {
    let counts = try file.integers(prefix + History.counts)
    let figures = try file.doubles(prefix + History.figures)
    self.init()
    let rows = counts.count / 3
    guard counts.count == 3 * rows, figures.count == rows * History.width, rows <= capacity,
      sheet.stride > 0, sheet.stride <= 1 << 40,
      counts.allSatisfy({ (0...1 << 40).contains($0) }), (0..<rows).allSatisfy({ counts[3 * $0 + 1] > 0 })
    else { throw FileError(file.path, "its history of the training can't be", remedy: "save it again") }
    let points = (0..<rows).map { row in
      let figures = figures[(row * History.width)..<((row + 1) * History.width)].map(\.self)
      return HistoryPoint(
        step: counts[3 * row], count: counts[3 * row + 1], loss: figures[0], normBefore: figures[1],
        normAfter: figures[2], clipped: counts[3 * row + 2], profile: figures[4...].map { Float($0) },
        last: Float(figures[3]))
    }
    self.init(points, stride: sheet.stride, capacity: capacity)
  }
}
