import Foundation
import Scope
import TestSupport
import Testing

@Suite("Keys, in a terminal")
struct KeyTests {
  /// tmux's name of a key.
  private func tmuxName(_ key: Key) -> String? {
    switch key {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "C-\(character.lowercased())"
    case .left: "Left"
    case .right: "Right"
    case .up: "Up"
    case .down: "Down"
    case .shiftLeft: "S-Left"
    case .shiftRight: "S-Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .enter: "Enter"
    case .escape: "Escape"
    case .function(let number): "F\(number)"
    default: nil
    }
  }

  @Test("Every key of the table is taken, twice over, and none is unknown")
  func everyKey() throws {
    let tmux = try Tmux(width: 120, height: 40)
    try tmux.start("--hidden 8 --length 20")
    for binding in KeyBindings.all where binding.action != .quit && binding.action != .suspend {
      for key in binding.keys + binding.reverse {
        let name = try #require(tmuxName(key), "\(key)")
        try tmux.press(name, name)
        if binding.action == .openPrompt { try tmux.press("Escape") }
        #expect(try !tmux.screen().contains("does nothing here"), "\(key)")
      }
    }
    try tmux.press("Escape", "Escape", "Escape", ":")
    try tmux.type("cell gru\n")
    try tmux.wait(for: "GRU")
    // A key that means nothing says so.
    try tmux.press("F9")
    try tmux.wait(for: "does nothing here")
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }

  @Test("Keys do what the table says")
  func effects() throws {
    let tmux = try Tmux(width: 130, height: 40)
    try tmux.start("--paused")
    for (key, words) in [
      ("c", "RNN · tanh"), ("C", "LSTM · tanh"), ("a", "activation tanh →"), ("A", "LSTM · tanh"), ("m", "clipping: "),
      ("M", "clip off"), ("l", "T 100 → "), ("L", "T 100"), ("p", "loss at every t"), ("p", "loss at T"),
      ("o", "optimiser sgd →"), ("O", "sgd η"), ("r", "learning rate"), ("R", "η 0.001"), ("g", "gain 1.1"),
      ("G", "gain on Wh 1.1"), ("f", "forget bias 0.5"), ("F", "forget bias 0.5 → 0"), ("k", "adding"), ("K", "noise"),
      ("i", "initialisation pytorch"), ("I", "→ pytorch"), ("X", "new seed 2"), ("x", "same seed 2"),
      ("n", "one training step"), ("n", "step 1"), ("+", "speed:"), ("s", "sign"), ("s", "magnitude"),
      ("z", "colour scale"),
      ("v", "gate on show"), (".", "there is one layer"), ("Space", "training at"), ("Space", "paused"),
      ("?", "how much each moment"), ("Escape", "LSTM"), ("F1", "how much each moment"), ("h", "‖∂L/∂h"),
      ("b", "BPTT from t = T"),
      ("Left", "t = 99"), ("Left", "t = 98"), ("Right", "t = 99"), ("Escape", "back to the whole gradient"),
      ("Home", "t=1 "), ("End", "t=100"), ("Left", "t=99"), ("PPage", "t=89"), ("NPage", "t=99"), ("Down", "unit 2"),
      ("Up", "unit 1"), ("C-l", "∂L/∂h_t"),
    ] {
      try tmux.press(key)
      try tmux.wait("\"\(words)\" after \(key)") { $0.contains(words) }
    }
    try tmux.wait("the header again") { $0.contains("LSTM") }
  }

  @Test("The : line sets, tells, completes, and says what is wrong")
  func prompt() throws {
    let tmux = try Tmux(width: 130)
    try tmux.start("--paused")
    for (line, words) in [
      ("theta 0.5", "theta 1.0 → 0.5"), ("cell lstn", "unknown cell \"lstn\"; known: rnn, gru, lstm"),
      ("cell gru", "GRU · tanh"), ("length 250", "T 250"), ("length 0", "length must be 1"), ("theta", "theta is 0.5"),
      ("nothing 1", "unknown setting \"nothing\""), ("task file:/no/such", "can't be opened"), ("layers 2", "2 layers"),
      ("length 20", "T 20"),
      ("∂ \u{00E9} 時", "unknown setting"), ("", "GRU"),
    ] {
      try tmux.press(":")
      try tmux.type(line + "\n")
      try tmux.wait("\"\(words)\" after :\(line)") { $0.contains(words) }
    }
    try tmux.press(":", "l", "e", "a", "Tab")
    try tmux.wait(for: ":learning-rate")
    try tmux.press("Escape")
    try tmux.type(":" + String(repeating: "x", count: 500) + "\n")
    try tmux.wait(for: "unknown setting \"xxx")
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }

  @Test("Files complete, what is pasted is no keys, and what was said goes with the next key")
  func filesAndPastes() throws {
    let scratch = try Scratch()
    _ = try scratch.write("to be or not to be ", "novel one.txt")
    let tmux = try Tmux(width: 130)
    try tmux.start("--paused --length 9")
    try tmux.press(":")
    try tmux.type("task te\t" + scratch.folder + "/no\t")
    try tmux.wait(for: "/novel one.txt")
    try tmux.press("Enter")
    try tmux.wait("the text in the header") { $0.split(separator: "\n")[0].contains("novel one.txt") }
    try tmux.type("\u{1B}[200~q\nq\u{1B}[201~")
    try tmux.wait(for: "type : first, then paste")
    try tmux.press("Right")
    try tmux.wait("no message") { !$0.contains("then paste") }
    try tmux.type("\u{1B}[200~:theta 0.5\nq\n\u{1B}[201~")
    try tmux.wait(for: "only the first counts")
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }

  @Test("A click into another panel ends the analysis of the one before")
  func clickAway() throws {
    let tmux = try Tmux()
    // A training step takes seconds as long as its Jacobians are wanted.
    try tmux.start("--length 400 --hidden 100")
    try tmux.press("Tab", "Tab", "Tab", "Tab", "Tab")
    try tmux.wait(for: "reach: Jacobians")
    try tmux.type("\u{1B}[M H(\u{1B}[M#H(")
    try tmux.wait(for: "▸ ∂L/∂h_t total")
    func step() throws -> Int { Int(try tmux.header.firstMatch(of: /step ([0-9]+)/)?.1 ?? "") ?? 0 }
    let before = try step()
    try tmux.wait("5 more training steps") { _ in try step() >= before + 5 }
  }

  @Test("A click moves the time cursor, a wheel the unit; broken sequences do no harm")
  func mouse() throws {
    let tmux = try Tmux()
    try tmux.start("--paused")
    try tmux.wait(for: "t=100 unit 1")
    try tmux.type("\u{1B}[M H(\u{1B}[M#H(")
    try tmux.wait("another t") { !$0.contains("t=100 unit 1") && $0.contains("unit 1") }
    try tmux.type("\u{1B}[MaH(")
    try tmux.wait(for: "unit 12")
    try tmux.type("\u{1B}[<0;9999;9999M\u{1B}[<99;1;1M\u{1B}[<;;M\u{1B}[200~paste\u{1B}[201~\u{1B}]0;x\u{7}\u{1B}[999~")
    try tmux.press("Escape", "Escape", "C-l")
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }
}
