#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Experiment {
  /// How many traces are alive at once: the one being filled, the newest finished, the one that waits to be shown, and
  /// the one on show.
  static let tracesAlive = 4

  /// Throws where the traces would not fit into half of the machine's memory.
  func requireMemory(for layout: TraceLayout) throws {
    let shape = layout.shape
    let limit = physicalMemory() / 2
    let (needed, overflow) = layout.bytes.multipliedReportingOverflow(by: Experiment.tracesAlive)
    guard !overflow && needed <= limit else {
      throw SettingError(
        "length \(shape.length) × batch \(shape.batch) × hidden \(shape.hidden) × layers \(shape.layers) needs "
          + "\(mebibytes(needed)) of memory, more than half of this machine's; make one of them smaller "
          + "(limit \(mebibytes(limit)))")
    }
  }

  private func mebibytes(_ bytes: Int) -> String {
    bytes < 10 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB"
  }

  private func physicalMemory() -> Int {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : 4 << 30
  }
}
