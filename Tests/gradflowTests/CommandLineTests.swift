import Foundation
import Recurrence
import TestSupport
import Testing

@Suite("The command line")
struct CommandLineTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(
    "Whatever is wrong with the input is one line on stderr and exit status 2",
    arguments: [
      (["--cell", "lstn"], "known: rnn, gru, lstm"), (["--nope"], "--nope"), (["bogus"], "bogus"),
      (["trace", "extra"], "extra"), (["--length"], "--length"), (["--length", "0"], "length must be 1"),
      (["--length", "-5"], "length must be 1"), (["--hidden", "-1"], "hidden must be 1"),
      (["--layers", "-1"], "layers must be 1"), (["--inputs", "-1"], "inputs must be 1"),
      (["--outputs", "-1"], "outputs must be 1"), (["--batch", "-1"], "batch must be 1"),
      (["trace", "--steps", "-1"], "steps must be 1"), (["trace", "--window", "-1", "--out", "t"], "window must be 1"),
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
    for command in arguments.first == "trace" || arguments.first == "--json" || arguments.isEmpty
      ? [[]] : [[], ["trace"]]
    {
      let outcome = try run(Binary.path, command + arguments)
      #expect(outcome.status == 2, "\(command + arguments)")
      #expect(outcome.isOneComplaint && outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      #expect(!outcome.errors.contains("\u{1B}") && outcome.output.isEmpty)
    }
  }

  @Test("What contradicts the weights is refused, and what they hold beside is named")
  func weights() throws {
    let weights = scratch.path("w.safetensors")
    var writer = SafetensorsWriter()
    for (name, shape) in [
      ("gru.weight_ih_l0", [9, 2]), ("gru.weight_hh_l0", [9, 3]), ("head.weight", [4, 3]), ("embedding.table", [7]),
    ] { writer.add(name, shape: shape, doubles: Array(repeating: 0.25, count: shape.reduce(1, *))) }
    try writer.write(to: weights)
    for (option, value, words) in [
      ("hidden", "64", "hidden 64 contradicts the weights, which are for 3; leave --hidden away"),
      ("layers", "2", "contradicts"), ("inputs", "3", "contradicts"), ("outputs", "2", "contradicts"),
    ] {
      let outcome = try gradflow("trace", "--weights", weights, "--\(option)", value)
      #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains(words), "\(outcome.errors)")
    }
    let agreeing = try gradflow("trace", "--weights", weights, "--hidden", "3", "--inputs", "2")
    #expect(agreeing.status == 0 && agreeing.errors == "gradflow: w.safetensors: not used: \"embedding.table\"\n")
    let plain = try gradflow("trace", "--weights", weights).output
    for option in ["--gain", "--update-bias"] {
      #expect(try gradflow("trace", "--weights", weights, option, "2").output != plain, "\(option) acts on the weights")
    }
  }

  @Test("A file that is read is not written over, and a place that can't be written is told before the training")
  func outputPlaces() throws {
    let weights = scratch.path("w.safetensors")
    var writer = SafetensorsWriter()
    for (name, shape) in [("gru.weight_ih_l0", [9, 2]), ("gru.weight_hh_l0", [9, 3]), ("fc.weight", [4, 3])] {
      writer.add(name, shape: shape, doubles: Array(repeating: 0.25, count: shape.reduce(1, *)))
    }
    try writer.write(to: weights)
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: weights)
    for out in [weights, scratch.path("link")] {
      let outcome = try gradflow("trace", "--weights", weights, "--out", out)
      #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("is the file of --weights"))
    }
    // A thousand million training steps would not come to their end.
    let late = try gradflow("trace", "--steps", "1000000000", "--out", scratch.path("no/such"))
    #expect(late.status == 2 && late.isOneComplaint && late.errors.contains("No such file or directory"))
    #expect(scratch.names.sorted() == ["link", "w.safetensors"])
  }

  @Test(
    "What can't be printed is told", arguments: [["--help"], ["--version"], ["check", "--length", "3"], ["trace"]])
  func fullOutput(_ arguments: [String]) throws {
    let outcome = try run(Binary.path, arguments, output: "/dev/full")
    #expect(
      outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("No space left"), "\(outcome.errors)")
  }

  @Test("A check of everything, and of what has diverged")
  func checks() throws {
    let all = try gradflow("check", "--length", "3", "--hidden", "2", "--samples", "9223372036854775807")
    #expect(all.status == 0 && all.output.contains("passed"))
    let diverged = try gradflow(
      "check", "--cell", "rnn", "--activation", "identity", "--init", "identity", "--gain", "1e30", "--length", "30")
    #expect(diverged.status == 2 && diverged.isOneComplaint && diverged.errors.contains("has diverged"))
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
      "weights", "data", "text", "help", "version", "ascii", "theme", "palette", "speed", "paused", "steps", "at",
      "out",
      "json", "analysis", "window", "samples", "timestep", "vs", "seeds", "below", "cores", "csv",
    ]
    for command in ["explore", "trace", "check", "compare"] {
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

  @Test("A trace file holds what docs/trace-files.md lists", arguments: ["rnn", "gru", "lstm"])
  func traceFile(_ cell: String) throws {
    let path = scratch.path("trace.safetensors")
    let outcome = try gradflow(
      "trace", "--cell", cell, "--length", "7", "--hidden", "3", "--batch", "2", "--layers", "2", "--clip", "norm",
      "--loss-at", "every", "--steps", "3", "--out", path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("∂L/∂h_1") && outcome.output.contains("verdict"))
    let file = try SafetensorsFile(reading: path)
    let (states, gates) =
      switch cell {
      case "rnn": (["h"], [])
      case "gru": (["h"], ["r", "z", "n"])
      default: (["h", "c"], ["i", "f", "g", "o"])
      }
    let rows = 3 * max(1, gates.count)
    var shapes: [String: [Int]] = [
      "x": [7, 2, 10], "target": [7, 2, 1], "y": [7, 2, 1], "dy": [7, 2, 1], "loss": [7],
    ]
    for layer in 0..<2 {
      let series = states.flatMap { ["\($0)", "d\($0)"] } + gates.flatMap { ["gate_\($0)", "dgate_\($0)"] }
      for name in series + ["dh_direct"] { shapes["\(name)_l\(layer)"] = [7, 2, 3] }
      for kind in ["grad", "clipped", "param"] {
        shapes["\(kind).weight_ih_l\(layer)"] = [rows, layer == 0 ? 10 : 3]
        shapes["\(kind).weight_hh_l\(layer)"] = [rows, 3]
        for bias in ["bias_ih", "bias_hh"] { shapes["\(kind).\(bias)_l\(layer)"] = [rows] }
        shapes["\(kind).fc.weight"] = [1, 3]
        shapes["\(kind).fc.bias"] = [1]
      }
    }
    #expect(file.tensorNames == shapes.keys.sorted())
    for (name, shape) in shapes {
      #expect(file.shape(of: name) == shape, "\(name)")
      #expect(try file.doubles(name).allSatisfy(\.isFinite), "\(name)")
    }
    #expect(file.metadata["cell"] == cell && file.metadata["step"] == "2" && file.metadata["clip"] == "norm")
  }

  @Test("A trace's parameters are weights that can be read again: same seed, same numbers")
  func determinism() throws {
    let (one, two) = (scratch.path("1"), scratch.path("2"))
    #expect(try gradflow("trace", "--steps", "4", "--out", one).status == 0)
    for steps in [["--steps", "4"], ["--at", "4"], ["--at", "4", "--steps", "9"]] {
      #expect(try run(Binary.path, ["trace", "--out", two] + steps).status == 0)
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: one)) == Data(contentsOf: URL(fileURLWithPath: two)), "\(steps)")
    }
  }

  @Test("--json is one JSON object on one line, even where numbers are none")
  func json() throws {
    let usual = try gradflow("trace", "--length", "9", "--json")
    let diverging = try gradflow(
      "trace", "--cell", "rnn", "--activation", "identity", "--gain", "1e200", "--init", "identity", "--steps", "3",
      "--json")
    for outcome in [usual, diverging] {
      #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count == 1)
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      #expect(
        object.map { Set($0.keys) } == [
          "cell", "step", "loss", "dh_first", "dh_last", "norm_before", "norm_after", "contraction", "verdict",
          "evidence",
        ])
    }
    #expect(diverging.output.contains("\"diverged\""))
  }

  @Test("A check says what it found by its exit status")
  func checkCommand() throws {
    let passed = try gradflow("check", "--length", "12", "--hidden", "5", "--samples", "3")
    #expect(passed.status == 0 && passed.output.contains("passed: ") && passed.output.contains("ok   weight_hh_l0"))
    for wrong in [["--timestep", "0"], ["--timestep", "13"], ["--samples", "0"], ["--steps", "0"]] {
      let refused = try run(Binary.path, ["check", "--length", "12"] + wrong)
      #expect(refused.status == 2 && refused.isOneComplaint, "\(wrong): \(refused.errors)")
    }
  }

  @Test("The analyses stand beside the trace")
  func analyses() throws {
    let path = scratch.path("analysed.safetensors")
    let size = ["--length", "6", "--hidden", "3", "--inputs", "2", "--loss-at", "every"]
    #expect(try run(Binary.path, ["trace"] + size + ["--analysis", "--window", "2", "--out", path]).status == 0)
    let file = try SafetensorsFile(reading: path)
    for name in ["route_direct_l0", "flow_l0", "jacobian_sigma_l0", "fate_float16_l0", "truncated_dh_l0", "dh_l0"] {
      #expect(file.shape(of: name) != nil, "\(name)")
    }
    #expect(file.shape(of: "truncated_grad.weight_hh_l0") == [12, 3])
    #expect(file.metadata["verdict"] != nil)
    #expect(try run(Binary.path, ["trace", "--analysis"]).status == 2)
  }

  @Test("A text that is shortened while it is read does no harm")
  func shortenedText() throws {
    let path = scratch.path("text")
    try Data(repeating: 97, count: 8 << 20).write(to: URL(fileURLWithPath: path))
    let watch = try OpenWatch(path)
    Thread.detachNewThread {
      if watch.wait(until: .now + .seconds(10)) { truncate(path, 10) }
    }
    let outcome = try gradflow("trace", "--text", path, "--length", "20", "--hidden", "2")
    #expect(outcome.status == 0 || outcome.status == 2 && outcome.isOneComplaint, "\(outcome)")
  }

  @Test("What can't be written is told, and nothing is left behind")
  func writeErrors() throws {
    for (path, words) in [
      (scratch.path("no/such/file"), "No such file"), ("/dev/full", "regular file"), ("/dev/null", "regular file"),
      (scratch.folder, "director"),
      ("/sys/trace", "can't be written"), ("/proc/trace", "can't be written"), ("", "can't be written"),
    ] {
      let outcome = try gradflow("trace", "--length", "5", "--out", path)
      #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains(words), "\(outcome.errors)")
    }
    for device in ["/dev/null", "/dev/full"] {
      let type = try FileManager.default.attributesOfItem(atPath: device)[.type] as? FileAttributeType
      #expect(type == .typeCharacterSpecial)
    }
    let full = try gradflow("trace", "--length", "5", output: "/dev/full")
    #expect(full.status == 2 && full.isOneComplaint && full.errors.contains("No space left"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).isEmpty)
  }
}
