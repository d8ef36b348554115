import Foundation
import Testing

@testable import Recurrence

struct SafetensorsTests {
  private func temporary() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors").path
  }

  private func write(_ header: String, data: Int, length: UInt64? = nil) throws -> String {
    let path = temporary()
    var bytes = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Data($0) }
    bytes.append(contentsOf: header.utf8)
    bytes.append(Data(count: data))
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test(arguments: Cells.all.map(\.name), Loss.allCases)
  func aTraceFileHoldsTheTrace(_ name: String, _ loss: Loss) throws {
    let rig = Rig(.small(try #require(Cells.named(name)), layers: 2), loss: loss)
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try TraceFile.write(rig.run(), to: path)
    let file = try SafetensorsFile(reading: path)
    #expect(file.metadata["cell"] == name && file.metadata["loss"] == loss.rawValue)
    #expect(try file.doubles("dh_l1") == rig.trace.layers[1].dh.values)
    #expect(try file.doubles("dh_direct_l0") == rig.trace.layers[0].dhDirect.values)
    #expect(file.shape(of: "h_l0") == [5, 2, 4])
    #expect(file.shape(of: "target") == (loss == .mse ? [2, 6] : [2]) && file.isInteger("target") == (loss == .xent))
    #expect(try file.numbers("target") == rig.trace.target.values)
    for (key, tensor) in rig.trace.gradients.entries { #expect(try file.doubles("grad.\(key)") == tensor.values) }
    for (key, tensor) in rig.trace.parameters.entries { #expect(try file.doubles("param.\(key)") == tensor.values) }
    #expect(!FileManager.default.fileExists(atPath: path + ".part-\(getpid())"))
  }

  @Test(arguments: [
    ("{", 0, "is not the JSON"), ("{}}", 0, "is not the JSON"),
    (#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"#, 8, "ends at byte 16"),
    (#"{"a":{"dtype":"F64","shape":[3],"data_offsets":[0,16]}}"#, 16, "does not fill"),
    (#"{"a":{"dtype":"F64","shape":[-2],"data_offsets":[0,16]}}"#, 16, "impossible shape"),
    (#"{"a":{"dtype":"F64","shape":[4611686018427387904,8],"data_offsets":[0,16]}}"#, 16, "impossible shape"),
    (#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[16,0]}}"#, 16, "has offsets"),
    (#"{"a":{"dtype":"F64","shape":[2]}}"#, 16, "lacks a proper"),
    (
      #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"#,
      16, "overlap"
    ),
  ])
  func aBrokenFileIsRefused(_ header: String, _ data: Int, _ words: String) throws {
    let path = try write(header, data: data)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: FileError.self) { try SafetensorsFile(reading: path) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func aWrongLengthIsRefused() throws {
    for (length, words) in [(UInt64.max, "no safetensors file"), (1000, "ends within its header")] {
      let path = try write("{}", data: 0, length: length)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let error = #expect(throws: FileError.self) { try SafetensorsFile(reading: path) }
      #expect(error?.description.contains(words) == true)
    }
    for path in ["/nowhere/x", "/tmp", "/dev/null"] {
      #expect(throws: FileError.self) { try SafetensorsFile(reading: path) }
    }
  }
}
