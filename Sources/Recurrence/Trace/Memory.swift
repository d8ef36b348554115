#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Shape {
  /// The bytes of one trace: what T·B·H costs, and the parameters three times over.
  public var traceBytes: Int {
    let perUnit =
      2 * cell.states.count + 2 * cell.gates.count + cell.savedCount + 2
      + (cell.addsProjections ? 1 : 2) * cell.gates.count
    let sequence = layers * perUnit * hidden + inputs + 2 * outputs + 1
    let parameters = (0..<layers).reduce(outputs * (hidden + 1)) {
      $0 + gateRows * (inputs(ofLayer: $1) + hidden + 2)
    }
    return 8 * (length * batch * sequence + 3 * parameters)
  }
}

extension Experiment {
  /// How many traces are alive at once: the one being filled, the newest finished, the one that waits to be shown, and
  /// the one on show.
  static let tracesAlive = 4

  /// Throws where the traces would not fit into half of the machine's memory.
  func requireMemory(for shape: Shape) throws {
    let limit = physicalMemory() / 2
    let (needed, overflow) = shape.traceBytes.multipliedReportingOverflow(by: Experiment.tracesAlive)
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
