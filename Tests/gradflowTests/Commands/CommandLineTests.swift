import Recurrence
import Testing

@Suite("The command line")
struct CommandLineTests {
  @Test(
    "Whatever is wrong with the input is one line on stderr and exit status 2",
    arguments: [
      (["--cell", "lstn"], "known: rnn, gru, lstm"), (["--nope"], "--nope"), (["bogus"], "bogus"),
      (["trace", "extra"], "extra"), (["--length"], "--length"), (["--length", "0"], "length must be 1"),
      (["--length", "-5"], "length must be 1"), (["--hidden", "-1"], "hidden must be 1"),
      (["--layers", "-1"], "layers must be 1"), (["--inputs", "-1"], "inputs must be 1"),
      (["--outputs", "-1"], "outputs must be 1"), (["--batch", "-1"], "batch must be 1"),
      (["trace", "--steps", "-1"], "steps must be 1"), (["trace", "--window", "-1", "--out", "t"], "window must be 1"),
      (["compare", "--steps", "-1"], "steps must be 1"), (["compare", "--cores", "-1"], "cores must be 1"),
      (["--cores", "-1"], "cores must be 1"), (["trace", "--cores", "0"], "cores must be 1"),
      (["compare", "--seeds", "-1"], "seeds must be first:last"),
      (["--length=-5"], "length must be 1"), (["--length", "1e9"], "whole number"),
      (["--length", "99999999999999999999"], "whole number"), (["--hidden", "4097"], "hidden must be 1"),
      (["--layers", "5"], "layers must be 1"), (["--inputs", "0"], "inputs"), (["--outputs", "0"], "outputs"),
      (["--batch", "0"], "batch"), (["--theta", "0"], "theta must be above 0"), (["--theta", "-1"], "theta must be"),
      (["--theta", "nan"], "theta must be a number"), (["--theta", "0x1p3"], "theta must be a number"),
      (["--gain", "1e999"], "gain must be a number"), (["--gain", ""], "gain must be a number"),
      (["--forget-bias", "inf"], "forget-bias"), (["--update-bias", "--"], "update-bias"),
      (["--learning-rate", "-0.1"], "learning-rate must be 0 or more"),
      (["--seed", "-1"], "seed must be a whole number from 0 on, not \"-1\""),
      (["--seed=-1"], "seed must be"), (["--seed", "18446744073709551616"], "seed must be"),
      (["--activation", "Tanh"], "known: tanh"), (["--init", "zero"], "unknown init"),
      (["--optimizer", "lbfgs"], "unknown optimizer"), (["--clip", "hard"], "unknown clip"),
      (["--loss", "mae"], "unknown loss"), (["--loss-at", "first"], "unknown loss-at"),
      (["--task", "text"], "unknown task"), (["--task", "text:"], "unknown task"),
      (["--task", "noise", "--loss-at", "every", "--length", "1000000", "--hidden", "4096"], "memory"),
      (["--task", "file:/no/such"], "/no/such: can't be opened"), (["--text", "/no/such"], "can't be opened"),
      (["--data", "/"], "name a regular file"), (["--weights", "/dev/zero"], "name a regular file"),
      (["--weights", "/etc/passwd"], "is no safetensors file"), (["--data", "/dev/null"], "name a regular file"),
      (["--cell", "a\nb\u{1B}[31m"], "a?b?[31m"), (["--x\u{1B}[31m\ny"], "--x\\u{1B}[31m"),
      (["--data", "a", "--text", "b"], "file:a and text:b are two tasks"),
      (["--task", "noise", "--text", "b"], "are two tasks"),
      (["--task", "adding", "--inputs", "5"], "task adding decides inputs itself"),
      (["--data", "a", "--length", "50"], "task a decides length itself"),
      (["--loss", "xent"], "over a single class is always 0"),
      (["trace", "--steps", "0"], "steps must be 1"), (["trace", "--at", "0"], "at must be 1"),
      (["trace", "--at", "5", "--steps", "4"], "at must be 1 … 4, the steps, not 5"),
      (["trace", "--at", "0", "--steps", "4"], "at must be 1 … 4"), (["trace", "--steps", "many"], "--steps"),
      (["trace", "--paused"], "--paused"), (["--json"], "--json"), ([], "must be a terminal"),
    ])
  func wrongInput(_ arguments: [String], _ words: String) throws {
    for command in ["trace", "compare", "--json", nil].contains(arguments.first) ? [[]] : [[], ["trace"]] {
      let outcome = try run(Binary.path, command + arguments)
      #expect(outcome.status == 2, "\(command + arguments)")
      #expect(outcome.isOneComplaint && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      #expect(!outcome.errors.contains("\u{1B}") && outcome.output.isEmpty)
    }
  }

  @Test(
    "What can't be printed is told", arguments: [["--help"], ["--version"], ["check", "--length", "3"], ["trace"]])
  func fullOutput(_ arguments: [String]) throws {
    let outcome = try run(Binary.path, arguments, output: "/dev/full")
    #expect(
      outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("No space left"), "\(outcome.errors)")
  }

  @Test("Help and version")
  func help() throws {
    for arguments in [
      ["--help"], ["-h"], ["help"], ["explore", "--help"], ["trace", "--help"], ["compare", "--help"],
    ] {
      let outcome = try run(Binary.path, arguments)
      #expect(outcome.status == 0 && outcome.output.contains("USAGE") && outcome.errors.isEmpty, "\(arguments)")
    }
    let version = try gradflow("--version")
    #expect(version.status == 0 && version.output.hasPrefix("gradflow 0."))
  }

  @Test("Every setting is an option of every command, and the options are no others")
  func options() throws {
    let others: Set = [
      "weights", "data", "text", "help", "version", "ascii", "theme", "palette", "speed", "paused", "steps", "out",
      "json", "analysis", "memory", "window", "samples", "timestep", "at", "vs", "seeds", "below", "cores", "csv",
      "resume",
    ]
    for command in ["explore", "trace", "compare", "check"] {
      let text = try gradflow(command, "--help").output
      let found = text.matches(of: /(?m)^\s+(?:-h, )?--([a-z-]+)/).map { String($0.1) }
      #expect(Set(found).subtracting(others) == Set(Settings.all.map(\.name)))
    }
    for setting in Settings.all {
      let outcome = try gradflow("trace", "--\(setting.name)", setting.get(Experiment()), "--json")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(setting.name): \(outcome.errors)")
    }
    #expect(try gradflow("trace", "--forget-bias", "-1.5").status == 0)
  }

  @Test("What doesn't fit into what ulimit leaves is refused, and what fits is done", arguments: ["v", "d"])
  func limitedMemory(_ limit: String) throws {
    func limited(_ arguments: String...) throws -> Outcome {
      try run("/bin/sh", ["-c", "ulimit -\(limit) 800000; exec \"$0\" \"$@\"", Binary.path] + arguments)
    }
    // A sanitizer's own memory leaves no room for a limit.
    guard try limited("--version").status == 0 else { return }
    let outcome = try limited("trace", "--hidden", "200", "--length", "30000")
    #expect(outcome.status == 2 && outcome.isOneComplaint, "\(outcome)")
    #expect(outcome.errors.contains("more than half of what ulimit -\(limit) allows"), "\(outcome)")
    #expect(try limited("trace", "--length", "10", "--json").status == 0)
  }
}
