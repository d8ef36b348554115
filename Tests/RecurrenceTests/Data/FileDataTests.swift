import Foundation
import TestSupport
import Testing

@testable import Recurrence

@Suite("Data files (safetensors)")
struct FileDataTests {
  let files: Scratch

  init() throws { files = try Scratch() }

  private func write(x: [Int]?, target: [Int]?, classes: [Int64]? = nil) throws -> String {
    var tensors: [(name: String, type: String, shape: [Int], data: [UInt8])] = []
    func values(_ shape: [Int]) -> [UInt8] {
      (0..<shape.reduce(1, *)).flatMap { bytes(Double($0).bitPattern) }
    }
    if let x { tensors.append(("x", "F64", x, values(x))) }
    if let target, let classes {
      tensors.append(("target", "I64", target, classes.flatMap { bytes($0) }))
    } else if let target {
      tensors.append(("target", "F64", target, values(target)))
    }
    return try files.write(safetensors(tensors))
  }

  private func line(x: [Int]?, target: [Int]?, classes: [Int64]? = nil) throws -> String {
    let path = try write(x: x, target: target, classes: classes)
    let line = refusal { _ = try FileData(reading: path, outputs: 1) } ?? "accepted"
    #expect(line.isOneLine)
    return line
  }

  @Test("Shapes say what the loss is and where")
  func kinds() throws {
    let last = try FileData(reading: try write(x: [4, 2, 3], target: [2, 5]), outputs: 1)
    #expect(last.loss == .mse && last.lossAt == .last && last.outputs == 5 && last.inputs == 3)
    #expect(last.fixedLength == 4 && last.fixedBatch == 2)
    let every = try FileData(reading: try write(x: [4, 2, 3], target: [4, 2, 5]), outputs: 1)
    #expect(every.loss == .mse && every.lossAt == .every)
    let classes = try FileData(reading: try write(x: [4, 2, 3], target: [2], classes: [0, 6]), outputs: 1)
    #expect(classes.loss == .xent && classes.lossAt == .last && classes.outputs == 7)
    let wider = try FileData(reading: try write(x: [1, 2, 3], target: [1, 2], classes: [0, 6]), outputs: 9)
    #expect(wider.lossAt == .every && wider.outputs == 9)
  }

  @Test("More outputs take what was opened, as long as the file is the same")
  func kept() throws {
    let path = try write(x: [1, 2, 3], target: [1, 2], classes: [0, 6])
    let first = try FileData(reading: path, outputs: 1)
    #expect(try FileData(reading: path, outputs: 9, opened: first).outputs == 9)
    #expect(try FileData(reading: path, outputs: 2, opened: first).outputs == 7)
    _ = try write(x: [1, 2, 3], target: [1, 2], classes: [0, 4])
    #expect(try FileData(reading: path, outputs: 1, opened: first).outputs == 5)
  }

  @Test("A step is filled with the file's values, each time")
  func values() throws {
    var experiment = Experiment()
    experiment.task = .file(path: try write(x: [4, 2, 3], target: [2, 5]))
    let trainer = try Trainer(experiment)
    for _ in 0..<3 {
      let trace = try #require(trainer.step())
      #expect(trace.x.values == (0..<24).map(Double.init) && trace.target.values == (0..<10).map(Double.init))
      #expect(trace.x.shape == [4, 2, 3] && trace.target.shape == [1, 2, 5])
    }
  }

  @Test("Shapes that don't go together are refused")
  func mismatches() throws {
    #expect(try line(x: nil, target: [1, 1]).contains("needs the tensors"))
    #expect(try line(x: [4, 2, 3], target: nil).contains("needs the tensors"))
    #expect(try line(x: [4, 2], target: [2, 1]).contains("x has shape [4, 2]"))
    #expect(try line(x: [4, 2, 3, 1], target: [2, 1]).contains("x has shape"))
    for empty in [[0, 2, 3], [4, 0, 3], [4, 2, 0]] {
      #expect(try line(x: empty, target: [2, 1]).contains("none of them 0"))
    }
    for target in [[], [2], [3, 5], [4, 5], [2, 4, 5], [5, 2, 1], [4, 2, 1, 1]] {
      #expect(try line(x: [4, 2, 3], target: target).contains("target has shape"), "\(target)")
    }
    #expect(try line(x: [4, 2, 3], target: [2, 0]).contains("no outputs"))
    #expect(try line(x: [4, 2, 3], target: [3], classes: [0, 0, 0]).contains("target has shape [3]"))
  }

  @Test("Class numbers out of range are refused")
  func classes() throws {
    for bad: Int64 in [-1, .min, .max, 1 << 20, 4096] {
      #expect(try line(x: [4, 2, 3], target: [2], classes: [0, bad]).contains("class numbers outside"), "\(bad)")
    }
  }

  @Test("Whole numbers as x, and a type that can't be read")
  func types() throws {
    let target = (name: "target", type: "F64", shape: [1, 1], data: bytes((1.0).bitPattern))
    let whole = try files.write(safetensors([("x", "I32", [1, 1, 1], bytes(Int32(1))), target]))
    #expect(refusal { _ = try FileData(reading: whole, outputs: 1) }?.contains("whole numbers") == true)
    let flags = try files.write(safetensors([("x", "BOOL", [1, 1, 1], [1]), target]))
    #expect(refusal { _ = try FileData(reading: flags, outputs: 1) }?.contains("type BOOL") == true)
  }

  @Test("A loss, or a place for it, that the file has no targets for")
  func conflicts() throws {
    func line(_ target: [Int], _ classes: [Int64]?, _ change: (inout Experiment) -> Void) throws -> String {
      var experiment = Experiment()
      experiment.task = .file(path: try write(x: [4, 2, 3], target: target, classes: classes))
      change(&experiment)
      do {
        _ = try Trainer(experiment)
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    #expect(try line([2, 5], nil) { $0.loss = .xent }.contains("no targets for loss xent; set loss auto"))
    #expect(try line([2], [0, 1]) { $0.loss = .mse }.contains("no targets for loss mse"))
    #expect(try line([2, 5], nil) { $0.lossAt = .every }.contains("no targets for loss-at every"))
    #expect(try line([4, 2, 5], nil) { $0.lossAt = .last }.contains("no targets for loss-at last"))
    #expect(try line([4, 2, 5], nil) { $0.lossAt = .every }.contains("accepted"))
    #expect(try line([2], [0, 1]) { $0.loss = .xent }.contains("accepted"))
    #expect(try line([2, 5], nil) { $0.outputs = 3 }.contains("are for 5 outputs, not 3; set outputs 5"))
    #expect(try line([2], [0, 3]) { $0.outputs = 3 }.contains("are for 4 outputs or more, not 3"))
    #expect(try line([2], [0, 1]) { $0.outputs = 9 }.contains("accepted"))
  }
}
