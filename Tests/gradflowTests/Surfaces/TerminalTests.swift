import Foundation
import Scope
import TestSupport
import Testing

@Suite("In a terminal")
struct TerminalTests {
  @Test("It starts, trains and quits with status 0")
  func start() throws {
    let tmux = try Tmux()
    try tmux.start()
    let screen = try tmux.screen()
    #expect(screen.contains("LSTM") && screen.contains("∂L/∂h_t") && screen.contains("T 100"))
    #expect(try tmux.flag("alternate_on") == "1" && tmux.flag("cursor_flag") == "0")
    try tmux.wait("training") { !$0.contains("step 0") && $0.contains("step ") }
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
    #expect(try !tmux.screen().contains("∂"))
  }

  @Test(
    "What it was asked on the command line it shows",
    arguments: [
      ("--cell gru --length 250", "GRU · tanh · T 250"), ("--cell rnn --activation relu", "RNN · relu"),
      ("--layers 2 --hidden 7", "H 7 · 2 layers"), ("--clip norm", "clip norm"),
    ])
  func options(_ arguments: String, _ words: String) throws {
    let tmux = try Tmux(width: 130)
    try tmux.start("--paused " + arguments)
    try tmux.wait(for: words)
  }

  @Test("Sizes that come in a storm leave it alive and whole")
  func resizes() throws {
    let tmux = try Tmux()
    try tmux.start()
    for _ in 0..<3 {
      for (width, height) in [(60, 16), (200, 60), (20, 5), (1, 1), (2, 60), (200, 2), (59, 16), (60, 15), (100, 30)] {
        try tmux.resize(width, height)
      }
    }
    for (width, height, words) in [
      (20, 5, "gradflow needs"), (60, 16, "LSTM"), (200, 60, "∂L/∂h_t"), (80, 24, "run/pause"),
    ] {
      try tmux.resize(width, height)
      try tmux.wait(for: words)
    }
    try tmux.resize(1, 1)
    try tmux.press("q")
    try tmux.wait("the end") { _ in try tmux.flag("alternate_on") == "0" }
    try tmux.resize(80, 24)
    #expect(try tmux.ending() == 0)
  }

  @Test("Ctrl-Z gives the terminal back, fg takes it again, in another size too")
  func suspend() throws {
    let tmux = try Tmux()
    let pid = try tmux.start()
    for round in 0..<3 {
      if round == 2 { kill(pid, SIGTSTP) } else { try tmux.press("C-z") }
      try tmux.wait("the prompt") { try $0.contains("ready$") && tmux.flag("alternate_on") == "0" }
      try tmux.type("stty -a > \(tmux.scratch.path("stopped\(round)"))\n")
      let settings = try tmux.waitForFile("stopped\(round)").split(separator: ";").dropFirst(3)
      #expect(settings == (try tmux.scratch.read("before")).split(separator: ";").dropFirst(3))
      if round == 1 { try tmux.resize(100, 30) }
      try tmux.type("fg\n")
      try tmux.wait("the picture") { try $0.contains("‖∂L/∂h") && tmux.flag("alternate_on") == "1" }
      #expect(try tmux.flag("cursor_flag") == "0")
    }
    try tmux.wait("a line of 100 columns") { $0.contains(where: \.isNewline) && $0.prefix { $0 != "\n" }.count > 90 }
    try tmux.resize(80, 24)
    try tmux.press("q")
    #expect(try tmux.ending() == 0)
  }

  @Test(
    "However it ends, the terminal is as it was",
    arguments: [
      (SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGABRT, 134), (SIGSEGV, 139), (SIGQUIT, 131),
    ])
  func signals(_ signal: Int32, _ status: Int) throws {
    let tmux = try Tmux()
    let pid = try tmux.start()
    kill(pid, signal)
    #expect(try tmux.ending() == status)
  }

  @Test("Ctrl-C, :q and :quit end it as q does", arguments: ["C-c", ":q", ":quit"])
  func ends(_ keys: String) throws {
    let tmux = try Tmux()
    try tmux.start()
    if keys == "C-c" { try tmux.press(keys) } else { try tmux.type(keys + "\n") }
    #expect(try tmux.ending() == 0)
  }

  @Test("It ends without taking the libraries away, with which the engine's thread may still compute")
  func endsWhileItComputes() throws {
    let tmux = try Tmux()
    // The dynamic linker tells of each library that it takes up and leaves.
    let log = tmux.scratch.path("libraries")
    let pid = try tmux.start(environment: "LD_DEBUG=files LD_DEBUG_OUTPUT=\(log)")
    try tmux.type("q")
    #expect(try tmux.ending() == 0)
    let told = try tmux.scratch.read("libraries.\(pid)")
    #expect(told.contains("calling init") && !told.contains("calling fini"))
  }

  @Test("A terminal that goes and leaves no SIGHUP ends it")
  func hangUp() throws {
    let tmux = try Tmux()
    // In a session of its own the terminal is not its controlling one.
    let pid = tmux.scratch.path("pid")
    // Its end closes what it was given, and nobody else holds.
    let life = try Fifo(tmux.scratch.path("life"))
    try tmux.type("setsid sh -c 'echo $$ > \(pid); exec gradflow --paused' 9> \(life.path)\n")
    try tmux.wait(for: "‖∂L/∂h")
    let process = pid_t(try tmux.waitForFile("pid").dropLast())!
    try tmux.tmux("kill-server")
    guard life.wait(until: .now + .seconds(10)) else {
      kill(process, SIGKILL)
      throw DeadlineError(description: "it goes on without a terminal")
    }
  }

  @Test("No terminal, or none that is known: one line, status 2, nothing taken")
  func refusals() throws {
    for (command, words) in [
      ("gradflow | cat", "must be a terminal"), ("gradflow < /dev/null", "must be a terminal"),
      ("TERM=nonsense gradflow", "terminal \"nonsense\" is not known here"), ("TERM=dumb gradflow", "TERM="),
      ("TERM= gradflow", "TERM="), ("gradflow --cell lstn", "known: rnn, gru, lstm"),
    ] {
      let tmux = try Tmux(width: 120)
      let parts = command.split(separator: "|", maxSplits: 1)
      let rest = parts.count > 1 ? " | cat" : ""
      let files = (tmux.scratch.path("code"), tmux.scratch.path("words"))
      try tmux.type("(\(parts[0]) 2> \(files.1); echo $? > \(files.0))\(rest)\n")
      #expect(try tmux.waitForFile("code") == "2\n", "\(command)")
      let line = try tmux.scratch.read("words")
      #expect(line.hasPrefix("gradflow: ") && line.contains(words) && line.filter(\.isNewline).count == 1, "\(line)")
      #expect(try tmux.ending() == 0)
    }
  }

  @Test(
    "--ascii, or a locale without Unicode: nothing but ASCII",
    arguments: [
      ("--ascii", ""), ("--ascii", "TERM=vt100"), ("", "LC_ALL=C"),
    ])
  func ascii(_ arguments: String, _ environment: String) throws {
    let tmux = try Tmux()
    try tmux.start(arguments, environment: environment, sign: "LSTM")
    let screen = try tmux.wait(for: "dL/dh")
    #expect(screen.filter { !$0.isASCII } == "", "\(screen.filter { !$0.isASCII })")
    for key in ["?", "Escape", "b", "Left", ":"] {
      try tmux.press(key)
      #expect(try tmux.screen().filter { !$0.isASCII } == "", "\(key)")
    }
  }

  @Test(
    "Every terminal shows the picture; colours where it has them and they are wanted",
    arguments: [
      ("", true), ("NO_COLOR=1", false), ("TERM=xterm", true), ("TERM=vt100", false), ("TERM=xterm-256color", true),
      ("TERM=screen", true), ("TERM=linux", true),
    ])
  func terminals(_ environment: String, _ hasColors: Bool) throws {
    let tmux = try Tmux()
    try tmux.start(environment: environment, sign: "LSTM")
    try tmux.wait(for: "tanh · T 100 · H 20")
    try tmux.wait(for: "‖∂L/∂h")
    let text = try tmux.tmux("capture-pane", "-p", "-e")
    #expect(text.contains(/\u{1B}\[(?:[0-9]+;)*[349][0-8][;m]/) == hasColors)
    try tmux.press("q")
    try tmux.wait(for: "ready$")
  }
}
