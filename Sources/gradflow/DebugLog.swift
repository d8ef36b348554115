import Glibc
import Recurrence

/// Lines with the time at which they were written, for whoever looks for a fault: stderr tells nothing while the screen
/// is up. `GRADFLOW_LOG=file` turns it on.
///
/// From any thread: a line is one write to a file that is only appended to, so that lines never mix and none is lost
/// when the program is killed.
struct DebugLog: Sendable {
  private let descriptor: Int32
  private let start = ContinuousClock.now

  /// The log that the environment asks for; nil if it asks for none.
  static func fromEnvironment() throws -> DebugLog? {
    guard let path = getenv("GRADFLOW_LOG").map({ String(cString: $0) }), !path.isEmpty else { return nil }
    return try DebugLog(appendingTo: path)
  }

  /// A log at the end of a file, which is made if need be.
  init(appendingTo path: String) throws {
    // A pipe that nobody reads is refused, and one that is full loses lines: the program waits for neither.
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      throw FileError(
        path, "can't be written: \(String(cString: strerror(errno)))",
        remedy: "GRADFLOW_LOG must name a file to append the log to")
    }
  }

  /// Writes `    1.250000 key c`: seconds since the log was opened, of a clock that no one sets.
  func callAsFunction(_ text: String) {
    let (seconds, attoseconds) = start.duration(to: .now).components
    let microseconds = String(attoseconds / 1_000_000_000_000)
    let stamp = "\(seconds)." + String(repeating: "0", count: 6 - microseconds.count) + microseconds
    var line = String(repeating: " ", count: max(0, 12 - stamp.count)) + stamp + " " + text.printable(1000) + "\n"
    line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
  }
}
