import ArgumentParser
import Recurrence

/// What a run may be remembered in: so many MiB, `8MiB` or `8`.
struct MemoryBudget: ExpressibleByArgument, Equatable {
  /// Nil for nothing.
  let bytes: Int?

  static let usual = MemoryBudget(bytes: Timeline.usualBudget)

  private init(bytes: Int) { self.bytes = bytes > 0 ? bytes : nil }

  init?(argument: String) {
    let number = argument.lowercased().hasSuffix("mib") ? argument.dropLast(3) : argument[...]
    // Up to a tebibyte: what there is of it is taken as the run grows.
    guard let value = Double(number), value >= 0, value <= Double(1 << 20) else { return nil }
    self.init(bytes: Int(value * Double(1 << 20)))
  }
}
