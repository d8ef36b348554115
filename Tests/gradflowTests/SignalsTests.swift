import Glibc
import Testing

@testable import gradflow

@Suite("What signals come to")
struct SignalsTests {
  @Test(
    "Ends come first, of stopping and going on the last one counts",
    arguments: [
      ([], []), ([SIGWINCH, SIGWINCH], [SIGWINCH]), ([SIGTSTP], [SIGTSTP]), ([SIGTSTP, SIGCONT], [SIGCONT]),
      ([SIGCONT, SIGTSTP], [SIGCONT, SIGTSTP]), ([SIGTSTP, SIGWINCH], [SIGWINCH, SIGTSTP]),
      ([SIGTSTP, SIGTSTP, SIGCONT, SIGTSTP, SIGCONT], [SIGCONT]), ([SIGWINCH, SIGTSTP, SIGTERM, SIGINT], [SIGTERM]),
    ] as [([Int32], [Int32])])
  func settled(_ came: [Int32], _ obeyed: [Int32]) {
    #expect(Signals.settled(came) == obeyed)
  }
}
