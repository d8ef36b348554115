import ArgumentParser
import Recurrence

/// How many cores a network's training step may be shared among.
struct CoresOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help:
      "cores that share a training step with a batch; the bits are the same (default: all; one less leaves one free)")
  var cores: Int?

  /// Keeps to what was asked for.
  func limit() throws { if let cores { try CoresOption.limit(to: cores) } }

  /// Uses so many cores from now on; throws where there can't be so few.
  static func limit(to cores: Int) throws {
    guard cores >= 1 else { throw SettingError("cores must be 1 or more, not \(cores)") }
    Crew.shared.limit(to: cores)
  }
}
