import Foundation
import TestSupport
import Testing

@testable import Recurrence

@Suite("Weights files (safetensors)")
struct WeightsFileTests {
  let files: Scratch

  init() throws { files = try Scratch() }

  private typealias Shapes = [(String, [Int])]
  private static let lstm: Shapes = [
    ("rnn.weight_ih_l0", [12, 2]), ("rnn.weight_hh_l0", [12, 3]), ("rnn.bias_ih_l0", [12]), ("rnn.bias_hh_l0", [12]),
    ("head.weight", [5, 3]), ("head.bias", [5]),
  ]

  /// A file of F32 tensors of these shapes, each value its own.
  private func write(_ shapes: Shapes) throws -> String {
    var next: Float = 0
    return try files.write(
      safetensors(
        shapes.map { name, shape in
          let count = shape.reduce(1, *)
          defer { next += Float(count) }
          return (name, "F32", shape, (0..<count).flatMap { bytes((next + Float($0)).bitPattern) })
        }))
  }

  private func line(_ shapes: Shapes, cell: String? = nil) throws -> String {
    let path = try write(shapes)
    let line = refusal { _ = try WeightsFile(reading: path, cell: cell.flatMap(Cells.named)) } ?? "accepted"
    #expect(line.isOneLine)
    return line
  }

  private func replacing(_ name: String, _ shape: [Int]) -> Shapes {
    Self.lstm.map { $0.0 == name ? (name, shape) : $0 }
  }

  @Test("Sizes, cell and values come from the file, whatever the prefixes")
  func values() throws {
    let weights = try WeightsFile(reading: try write(Self.lstm), cell: Cells.named("lstm"))
    #expect(weights.cell.name == "lstm" && weights.layers == 1)
    #expect((weights.inputs, weights.hidden, weights.outputs) == (2, 3, 5))
    #expect(weights.parameters["weight_ih_l0"]?.values == (0..<24).map(Double.init))
    #expect(weights.parameters["fc.bias"]?.values == (99..<104).map(Double.init))
    var experiment = Experiment()
    weights.configure(&experiment)
    #expect((experiment.inputs, experiment.hidden, experiment.outputs) == (2, 3, 5))
  }

  @Test("What is left over is named, and a readout that feeds another layer is none")
  func leftOver() throws {
    #expect(try WeightsFile(reading: try write(Self.lstm)).unused == [])
    let more = Self.lstm + [("norm.weight", [5]), ("embed.table", [9, 2])]
    #expect(try WeightsFile(reading: try write(more)).unused == ["embed.table", "norm.weight"])
    let path = try write(more)
    #expect(path.hasSuffix("/" + (try WeightsFile(reading: path).name)))
    // nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 5))
    let recurrent = Array(Self.lstm.prefix(4))
    let deep =
      recurrent + [("head.0.weight", [8, 3]), ("head.0.bias", [8]), ("head.2.weight", [5, 8]), ("head.2.bias", [5])]
    #expect(try line(deep).contains("\"head.0.weight\" seems to feed \"head.2.weight\""))
    // Attention: a square matrix, and what reads h beside the context.
    let attention = recurrent + [("attention.weight", [3, 3]), ("out.weight", [5, 6])]
    #expect(try line(attention).contains("\"attention.weight\" seems to feed \"out.weight\""))
  }

  /// Sparse files, which hold nothing of what they claim.
  @Test("No memory is taken for what can't be", arguments: [("U8", 40_000), ("F64", 40_000), ("F4", 1_000_000)])
  func sparse(_ type: String, _ hidden: Int) throws {
    let bits = ["U8": 8, "F64": 64, "F4": 4][type]!
    var (entries, offset) = ([String](), 0)
    for (name, shape) in [
      ("rnn.weight_ih_l0", [4 * hidden, 1]), ("rnn.weight_hh_l0", [4 * hidden, hidden]), ("fc.weight", [1, hidden]),
    ] {
      let size = shape.reduce(1, *) * bits / 8
      entries.append(
        #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(offset),\#(offset + size)]}"#)
      offset += size
    }
    let header = Array("{\(entries.joined(separator: ","))}".utf8)
    let path = try files.write(withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header)
    #expect(truncate(path, 8 + header.count + offset) == 0)
    let line = refusal { _ = try WeightsFile(reading: path, cell: Cells.named("lstm")) } ?? "accepted"
    #expect(line.contains("hidden must be 1 … 4096"), "\(line)")
  }

  @Test("Without biases they are zero")
  func biases() throws {
    let weights = try WeightsFile(reading: try write(Self.lstm.filter { !$0.0.contains("bias") }))
    #expect(weights.parameters["bias_ih_l0"]?.values == Array(repeating: 0, count: 12))
    #expect(weights.parameters["fc.bias"]?.values == Array(repeating: 0, count: 5))
  }

  @Test("What PyTorch saved is read in each precision, alike within it")
  func fixtures() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/models")
    func read(_ name: String) throws -> WeightsFile {
      try WeightsFile(reading: folder.appendingPathComponent("\(name).weights.safetensors").path)
    }
    let exact = try read("classic-lstm-seed0-f64")
    for (type, relative) in [("f32", 0x1p-24), ("f16", 0x1p-11), ("bf16", 0x1p-8)] {
      let other = try read("classic-lstm-seed0-\(type)")
      #expect(
        zip(exact.parameters.all.values, other.parameters.all.values).allSatisfy {
          abs($0 - $1) <= relative * abs($0) + 0x1p-25
        })
    }
    #expect(try read("gru-without-biases").cell.name == "gru")
    #expect(try read("nested-prefix").layers >= 1)
    #expect(refusal { _ = try read("refused-bidirectional") }?.contains("bidirectional") == true)
    #expect(refusal { _ = try read("refused-projection") }?.contains("proj_size") == true)
  }

  @Test("What is no network's weights is refused with the reason")
  func refusals() throws {
    #expect(try line([("a", [1])]).contains("has no weight_ih_l0"))
    #expect(try line(Self.lstm + [("b.weight_ih_l0", [4, 1])]).contains("several recurrent modules"))
    #expect(try line(Self.lstm + [("rnn.weight_ih_l2", [12, 3])]).contains("without a gap"))
    #expect(try line(Self.lstm + [("rnn.weight_ih_l1", [12, 3])]).contains("has no tensor \"rnn.weight_hh_l1\""))
    #expect(try line(Self.lstm + [("other.weight", [2, 3])]).contains("several candidates"))
    let recurrent = Self.lstm.filter { !$0.0.hasPrefix("head") }
    #expect(try line(recurrent).contains("has no readout"))
    #expect(try line(recurrent + [("attn.weight", [3, 3])]).contains("(3, 3) and has no bias: it may be no readout"))
    #expect(try line(recurrent + [("fc.weight", [3, 3])]) == "accepted")
    #expect(try line(recurrent + [("head.weight", [3, 3]), ("head.bias", [3])]) == "accepted")
    #expect(try line(recurrent + [("head.weight", [2, 3])]) == "accepted")
    #expect(try line(Self.lstm.filter { !$0.0.contains("_hh") }).contains("has no tensor \"rnn.weight_hh_l0\""))
    #expect(try line(replacing("rnn.weight_hh_l0", [12])).contains("not that of a matrix"))
    #expect(try line(replacing("rnn.weight_hh_l0", [9, 3])).contains("has 9 rows"))
    #expect(try line(replacing("rnn.weight_hh_l0", [12, 5])).contains("do not divide"))
    #expect(try line(replacing("rnn.weight_hh_l0", [12, 0])).contains("do not divide"))
    #expect(try line(replacing("rnn.weight_hh_l0", [0, 1 << 40])).contains("has 0 rows"))
    #expect(try line(replacing("rnn.bias_ih_l0", [11])).contains("has shape [11] where [12] belongs"))
    #expect(try line(replacing("head.bias", [4])).contains("has shape [4] where [5] belongs"))
    #expect(try line(replacing("head.weight", [0, 3])).contains("no outputs"))
    #expect(try line(Self.lstm, cell: "gru").contains("but a gru has 3"))
  }

  @Test("A type without values of its own does not make room for a giant")
  func unknownType() throws {
    let path = try files.write(
      safetensors([
        ("weight_ih_l0", "X9", [1 << 30, 1 << 30], []), ("weight_hh_l0", "X9", [1 << 30, 1 << 28], []),
        ("fc.weight", "X9", [1, 1 << 28], []),
      ]))
    #expect(refusal { _ = try WeightsFile(reading: path) }?.isEmpty == false)
  }
}
