import Foundation
import Scope
import TestSupport
import Testing

@Suite("Colours, in a terminal")
struct ThemeTests {
  /// The theme whose colours are on the screen; nil as long as there are none.
  private func theme(_ tmux: Tmux) throws -> Theme? {
    let text = try tmux.tmux("capture-pane", "-p", "-e")
    return Theme.allCases.first { theme in
      let number = Role.accent.color(on: Look(theme: theme)).number()
      return text.contains("38;5;\(number)m")
    }
  }

  private func expect(_ wanted: Theme, _ tmux: Tmux) throws {
    try tmux.wait("\(wanted) theme") { _ in try theme(tmux) == wanted }
  }

  @Test(
    "The terminal's background is asked for; without an answer COLORFGBG tells it",
    arguments: [
      ("#ffffff", "", Theme.light), ("#fdf6e3", "COLORFGBG='15;0'", .light), ("#002b36", "COLORFGBG='0;15'", .dark),
      ("default", "COLORFGBG='0;15'", .light), ("default", "COLORFGBG='15;0'", .dark), ("default", "", .dark),
    ])
  func detected(_ background: String, _ environment: String, _ wanted: Theme) throws {
    let tmux = try Tmux()
    try tmux.tmux("set", "-g", "window-style", "bg=\(background)")
    try tmux.start("--paused", environment: environment)
    try expect(wanted, tmux)
    // The answer was none of the keys.
    #expect(try tmux.header.contains("LSTM · tanh · T 100"))
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }

  @Test("What is chosen holds: the option before the file, the file before the terminal")
  func chosen() throws {
    for (option, file, wanted) in [("light", "", Theme.light), ("dark", "light", .dark), ("", "light", .light)] {
      let tmux = try Tmux()
      try tmux.tmux("set", "-g", "window-style", "bg=\(wanted == .light ? "#000000" : "#ffffff")")
      try FileManager.default.createDirectory(atPath: tmux.scratch.path("gradflow"), withIntermediateDirectories: true)
      if !file.isEmpty { _ = try tmux.scratch.write("theme = \(file)\n", "gradflow/config") }
      try tmux.start("--paused" + (option.isEmpty ? "" : " --theme \(option)"))
      try expect(wanted, tmux)
    }
  }

  @Test("Where a colour's number is its RGB, the colours are those of xterm's palette")
  func direct() throws {
    let tmux = try Tmux()
    let source = try tmux.scratch.write(
      #"""
      test-direct|a terminal of direct colours,
      	RGB, colors#0x1000000, pairs#0x10000,
      	setab=\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
      	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
      	setb@, setf@, use=xterm-256color,

      """#, "source")
    let compiled = try run("/usr/bin/env", ["tic", "-x", "-o", tmux.scratch.folder, source])
    #expect(compiled.status == 0, "\(compiled.errors)")
    try tmux.start("--paused", environment: "TERM=test-direct TERMINFO=\(tmux.scratch.folder)")
    let text = try tmux.tmux("capture-pane", "-p", "-e")
    // The accent, 74 of the palette, and the least of the heatmap's colours, 53.
    #expect(text.contains("38;2;95;175;215m") && text.contains("48;2;95;0;95"))
    #expect(!text.contains("2;0;0;") && !text.contains("38;5;"))
  }

  @Test(
    "A locale that isn't installed is taken for C.UTF-8, unless it names another character set",
    arguments: [
      ("LC_ALL= LANG=xx_YY.UTF-8", true), ("LC_ALL=xx_YY.utf8@latin LANG=C", true), ("LC_ALL= LANG=xx_YY", true),
      ("LC_ALL= LANG=xx_YY.ISO-8859-1", false), ("LC_ALL=POSIX LANG=xx_YY.UTF-8", false), ("LC_ALL= LANG=C", false),
    ])
  func locales(_ environment: String, _ isUnicode: Bool) throws {
    let tmux = try Tmux()
    try tmux.start("--paused", environment: environment, sign: "LSTM")
    try tmux.wait(for: isUnicode ? "∂L/∂h_t" : "dL/dh_t")
  }

  @Test("An answer that is late, and in pieces, changes the colours; keys that came before it are keys")
  func slowLine() throws {
    let terminal = try Pty("--paused")
    try terminal.wait(for: "\u{1B}]11;?")
    try terminal.send("c\u{1B}]11;rgb:ff")
    // It does not wait for the rest.
    try terminal.wait(for: color(.dark))
    try terminal.wait(for: "RNN")
    try terminal.send("ff/ffff/ffff\u{1B}\\")
    try terminal.wait(for: color(.light))
    try terminal.send("\u{1B}[?62;2")
    try terminal.send("2cc")
    try terminal.wait(for: "GRU")
    try terminal.send("q")
    #expect(try terminal.ending() == 0)
  }

  @Test("Nobody is asked where there are no colours, or they are chosen", arguments: ["NO_COLOR", "--theme"])
  func unasked(_ reason: String) throws {
    let terminal = try Pty(
      "--paused", reason == "NO_COLOR" ? "--ascii" : "--theme=light",
      environment: ["NO_COLOR": reason == "NO_COLOR" ? "1" : ""])
    try terminal.send("q")
    #expect(try terminal.ending() == 0)
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("]11;?") && output.contains("\u{1B}"))
  }

  private func color(_ theme: Theme) -> String { "8;5;\(Role.accent.color(on: Look(theme: theme)).number())" }
}
