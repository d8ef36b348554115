extension Experiment {
  /// How many traces' memory is used at once: the one being filled, the newest finished, the one that waits to be shown,
  /// and the one on show; the one in which an analysis runs the step again, and as much for what it puts beside that.
  static let tracesAlive = 6

  /// Throws where the traces would not fit into half of the memory that there is.
  func requireMemory(for layout: TraceLayout, available: AvailableMemory = .now) throws {
    let shape = layout.shape
    let limit = available.bytes / 2
    let (needed, overflow) = layout.bytes.multipliedReportingOverflow(by: Experiment.tracesAlive)
    guard !overflow && needed <= limit else {
      throw SettingError(
        "length \(shape.length) × batch \(shape.batch) × hidden \(shape.hidden) × layers \(shape.layers) needs "
          + "\(mebibytes(needed)) of memory, more than half of \(available.bound); make one of them smaller "
          + "(limit \(mebibytes(limit)))")
    }
  }

  private func mebibytes(_ bytes: Int) -> String {
    bytes < 10 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB"
  }
}
