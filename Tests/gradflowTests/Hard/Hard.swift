import Foundation

/// How long the drivers that try at random try: a little in the usual run, as long as one likes in `make hard`.
enum Hard {
  /// How many seconds each of them may take; nil in the usual run.
  static let seconds = number("GRADFLOW_HARD").map { Int($0) }

  /// The seeds to try: `few` of them, always the same; in a long run others each time, until the time is up. What a seed
  /// finds, GRADFLOW_SEED finds again.
  static func seeds(_ few: Int) -> some Sequence<UInt64> {
    let first = number("GRADFLOW_SEED") ?? (seconds == nil ? 1 : UInt64(Date().timeIntervalSince1970))
    let end = seconds.map { ContinuousClock.now + .seconds($0) }
    return sequence(first: first) { $0 + 1 }.lazy.prefix { seed in
      end.map { .now < $0 || seed == first } ?? (seed < first + UInt64(few))
    }
  }

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }
}

/// What a driver did, told with what came of it.
struct HardError: Error, CustomStringConvertible {
  let description: String

  /// Runs a seed's attempt; what it throws is told with the seed and with what was done last.
  static func telling(_ seed: UInt64, _ attempt: (inout [String]) throws -> Void) throws {
    var done: [String] = []
    do { try attempt(&done) } catch {
      throw HardError(description: "GRADFLOW_SEED=\(seed): \(error); before it: \(done.suffix(20))")
    }
  }
}
