import Foundation
import Recurrence
import TestSupport
import Testing

@Suite("gradflow trace")
struct TraceCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

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
}
