import Glibc

/// How far a long piece of work is, on stderr where that is a terminal; nothing is left of it in the end.
final class ProgressLine {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let work: String
  private var shown = 0

  /// A line about some work, that appears with the first percent.
  init(_ work: String) { self.work = work }

  deinit { if shown > 0 { put("\r\u{1B}[K") } }

  /// The share that is done.
  func tell(_ share: Double) {
    let percent = Int(100 * share)
    guard isShown, percent > shown else { return }
    shown = percent
    put("\r\(work): \(percent)%, Ctrl-C stops it")
  }

  private func put(_ text: String) { _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) } }
}
