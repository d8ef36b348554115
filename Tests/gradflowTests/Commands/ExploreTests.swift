import TestSupport
import Testing

@Suite("Several networks, in a terminal")
struct ExploreTests {
  @Test("They begin side by side, are trained in step, and follow the keys")
  func several() throws {
    let tmux = try Tmux(width: 120, height: 40)
    try tmux.start(#"--hidden 6 --length 12 --speed max --vs "--cell gru" --vs "--cell rnn --activation relu""#)
    for name in ["A · LSTM · tanh", "B · GRU · tanh", "C · RNN · relu"] { try tmux.wait(for: name) }
    // What a step costs is told after a second.
    try tmux.wait(for: "µs")
    try tmux.press("Space", "|")
    try tmux.wait(for: "training: loss")
    try tmux.press("j", "*", "d")
    try tmux.wait(for: "D is a copy, in hand")
    try tmux.wait(for: "B′ · GRU")
    try tmux.press(":")
    try tmux.type("all theta 0.25\n")
    try tmux.wait(for: "so in all")
    try tmux.press("D", "|")
    try tmux.wait(for: "of A over C's, in decades")
  }

  @Test(
    "What can't stand beside the others is told before the terminal is taken",
    arguments: [
      (["--vs", "--cell x"], "--vs \"--cell x\": unknown cell"), (["--vs", "--hidden 0"], "hidden must be"),
      (["--vs", "a", "--vs", "b"], "--vs \"a\""), (["--vs", "--weights w"], "w: can't be opened"),
      (["--vs", "", "--vs", "", "--vs", "", "--vs", ""], "3 beside the first are the most"),
      (["--vs", "--task text:/no/such"], "--vs \"--task text:/no/such\": /no/such: can't be opened"),
      (["--vs", "--hidden 4096 --length 1000000"], "memory"), (["--vs"], "--vs"),
    ] as [([String], String)])
  func wrongInput(_ arguments: [String], _ words: String) throws {
    let outcome = try run(Binary.path, arguments)
    #expect(outcome.status == 2 && outcome.isOneComplaint, "\(arguments): \(outcome.errors)")
    #expect(outcome.errors.contains(words) && outcome.output.isEmpty, "\(arguments): \(outcome.errors)")
  }
}
