import Engine
import Foundation
import Recurrence
import Safetensors
import TestSupport
import Testing

@testable import gradflow

@Suite("The user's file")
struct PreferencesTests {
  @Test("Lines of key = value, comments and blanks")
  func lines() throws {
    let text = "# mine\n\n  theme=light  # a projector\r\nascii = true\n\t\n"
    let settings = try Preferences(parsing: text, of: "config")
    #expect(settings.theme == .light && settings.ascii == true)
    #expect(try Preferences(parsing: "", of: "config").theme == nil)
    #expect(try Preferences(parsing: "theme = dark\ntheme = auto", of: "config").theme == .auto)
  }

  @Test("Start values have the settings' names; options, weights and data outrank them")
  func start() throws {
    let text = "cell = gru\nlength=50  # short\nspeed = max\nmemory = 2MiB\npalette = mono\ntask = text:a#b.txt\n"
    let file = try Preferences(parsing: text, of: "config")
    #expect(file.speed == .unlimited && file.palette == .mono && file.memory?.bytes == 2 << 20)
    #expect(file.start.map(\.name) == ["cell", "length", "task"] && file.start.last?.value == "text:a#b.txt")

    func experiment(_ arguments: [String], _ start: [(String, String)]) throws -> Experiment {
      try ExperimentOptions.parse(arguments).resolve(from: start.map { SettingValue(name: $0, value: $1) }).experiment
    }
    let gru = try experiment(["--length", "7"], [("cell", "gru"), ("length", "50"), ("theta", "0.5")])
    #expect(gru.cell.name == "gru" && gru.length == 7 && gru.clipping == Clipping(.norm, threshold: 0.5))
    #expect(try experiment(["--clip", "off"], [("theta", "0.5")]).clipping.mode == .off)
    #expect(try experiment(["--theta", "2"], [("clip", "value")]).clipping == Clipping(.value, threshold: 2))
    // A size that the task decides itself is not used; as an option it is refused.
    #expect(try experiment(["--task", "adding"], [("inputs", "5"), ("task", "noise")]).task.name == "adding")
    #expect(throws: SettingError.self) { try experiment(["--task", "adding", "--inputs", "5"], []) }

    let scratch = try Scratch()
    var writer = SafetensorsWriter()
    for (name, shape) in [("gru.weight_ih_l0", [9, 2]), ("gru.weight_hh_l0", [9, 3]), ("fc.weight", [4, 3])] {
      writer.add(name, shape: shape, doubles: Array(repeating: 0.25, count: shape.reduce(1, *)))
    }
    try writer.write(to: scratch.path("w"))
    let given = try experiment(["--weights", scratch.path("w")], [("cell", "lstm"), ("hidden", "64"), ("batch", "2")])
    #expect(given.cell.name == "gru" && given.hidden == 3 && given.batch == 2)
  }

  @Test("Commands without a screen don't read it; what it makes impossible names it")
  func who() throws {
    let text = "cell = rnn\nlength = 9\n"
    let plain = try gradflow("trace", "--json").output
    let traced = try configured(text, variable: "XDG_CONFIG_HOME", below: "gradflow", ["trace", "--json"])
    #expect(traced.status == 0 && traced.output == plain)
    let broken = try configured("nonsense", variable: "XDG_CONFIG_HOME", below: "gradflow", ["check", "--length", "3"])
    #expect(broken.status == 0 && broken.errors.isEmpty)
    let both = try configured("loss = xent", variable: "XDG_CONFIG_HOME", below: "gradflow")
    #expect(both.status == 2 && both.isOneComplaint, "\(both)")
    #expect(both.errors.contains("over a single class") && both.errors.contains("/config has start values too"))
  }

  @Test(
    "The first broken line is named, with what would do",
    arguments: [
      ("\ntheme = white", "config: line 2: unknown theme \"white\"; known: auto, dark, light"),
      (
        "thme = light",
        "config: line 1: unknown key \"thme\"; known: theme, palette, ascii, speed, memory, and all settings of explore --help"
      ),
      ("theme light", "config: line 1: \"theme light\" sets nothing; write key = value"),
      ("ascii = yes", "config: line 1: ascii can't be \"yes\"; known: true, false"),
      ("palette = grey", "config: line 1: unknown palette \"grey\"; known: color, mono"),
      ("memory = -1", "config: line 1: memory can't be \"-1\"; known: 8MiB, 0"),
      ("speed = 7", "config: line 1: unknown speed \"7\"; known: 1, 2, 5, 10, 30, 100, max"),
      ("cell = gru\ncell = lstn", "config: line 2: unknown cell \"lstn\"; known: rnn, gru, lstm"),
      ("length = 0", "config: line 1: length must be 1 … 1000000, not 0"),
      ("seed = -1", "config: line 1: seed must be a whole number from 0 on, not \"-1\""),
      (
        "leng = 50",
        "config: line 1: unknown key \"leng\"; known: theme, palette, ascii, speed, memory, and all settings of explore --help"
      ),
      ("theme =", "config: line 1: unknown theme \"\"; known: auto, dark, light"),
      (
        "= light",
        "config: line 1: unknown key \"\"; known: theme, palette, ascii, speed, memory, and all settings of explore --help"
      ),
    ])
  func broken(_ text: String, _ words: String) {
    let error = #expect(throws: FileError.self) { try Preferences(parsing: text, of: "config") }
    #expect(error?.description == words)
  }

  @Test("It is found where XDG has it; one that can't be read is one line and status 2")
  func places() throws {
    let outcome = try configured("theme = ligth\u{1B}[31m", variable: "XDG_CONFIG_HOME", below: "gradflow")
    #expect(outcome.status == 2 && outcome.isOneComplaint, "\(outcome)")
    #expect(
      outcome.errors.contains("gradflow/config: line 1: unknown theme \"ligth") && !outcome.errors.contains("\u{1B}"))
    let home = try configured(
      "no", variable: "HOME", below: ".config/gradflow", [], ["XDG_CONFIG_HOME": "not/absolute"])
    #expect(home.status == 2 && home.errors.contains(".config/gradflow/config: line 1: \"no\" sets nothing"))
    let large = try configured(String(repeating: "#", count: 70_000), variable: "HOME", below: ".config/gradflow")
    #expect(large.status == 2 && large.isOneComplaint && large.errors.contains("larger than 64 kB"))
    // Where there is none, all is as usual.
    let none = try configured(nil, variable: "HOME", below: ".config/gradflow")
    #expect(none.errors.contains("must be a terminal"))
    #expect(try gradflow("--theme", "white").status == 2)
  }

  private func configured(
    _ text: String?, variable: String, below: String, _ arguments: [String] = [], _ others: [String: String] = [:]
  ) throws -> Outcome {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path(below), withIntermediateDirectories: true)
    if let text { _ = try scratch.write(text, below + "/config") }
    let environment = ["XDG_CONFIG_HOME": ""].merging(others) { $1 }.merging([variable: scratch.folder]) { $1 }
    return try run(Binary.path, arguments, environment: environment)
  }
}
