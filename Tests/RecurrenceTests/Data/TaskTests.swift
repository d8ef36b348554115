import Foundation
import Testing

@testable import Recurrence

struct TaskTests {
  private func filled(_ source: any DataSource, length: Int, batch: Int, lossAt: LossPosition, step: Int = 0) -> Trace {
    let shape = Shape(
      cell: Cells.all[0], layers: 1, inputs: source.inputs, hidden: 4, outputs: source.outputs, length: length,
      batch: batch, lossAt: lossAt)
    let trace = Trace(shape: shape, experiment: Experiment(), loss: source.loss)
    source.fill(
      x: MutableTensor(trace.x), target: MutableTensor(trace.target), shape: shape, loss: source.loss, seed: 6,
      step: step)
    return trace
  }

  @Test(arguments: LossPosition.allCases)
  func addingMarksOneInEachHalf(_ lossAt: LossPosition) {
    for step in 0..<40 {
      let trace = filled(Adding(), length: 9, batch: 3, lossAt: lossAt, step: step)
      for sample in 0..<3 {
        let rows = (0..<9).map { trace.x[$0][sample].values }
        let marked = rows.indices.filter { rows[$0][1] == 1 }
        #expect(marked.count == 2 && marked[0] < 4 && marked[1] >= 4)
        #expect(rows.allSatisfy { $0[0] >= 0 && $0[0] < 1 && ($0[1] == 0 || $0[1] == 1) })
        #expect(trace.target[trace.shape.lossSteps - 1][sample].values == [rows[marked[0]][0] + rows[marked[1]][0]])
      }
    }
    #expect(filled(Adding(), length: 1, batch: 2, lossAt: lossAt).target.count == 2)
  }

  @Test func aLongerNoiseBeginsLikeAShorter() {
    let source = Noise(inputs: 3, outputs: 2)
    let (short, long) = (
      filled(source, length: 5, batch: 2, lossAt: .last), filled(source, length: 7, batch: 2, lossAt: .last, step: 4)
    )
    #expect(Array(long.x.values.prefix(30)) == short.x.values)
    #expect(short.target.norm == 0)
  }

  @Test(arguments: LossPosition.allCases)
  func textIsPredictedOneCharacterAhead(_ lossAt: LossPosition) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("abcabcabcabcäabc\r\n".utf8).write(to: URL(fileURLWithPath: path))
    let source = try TextCorpus(reading: path, length: 6)
    #expect(source.inputs == 5 && source.outputs == 5)
    for step in 0..<20 {
      let trace = filled(source, length: 6, batch: 3, lossAt: lossAt, step: step)
      for sample in 0..<3 {
        let classes = (0..<6).map { trace.x[$0][sample].values.firstIndex(of: 1)! }
        for t in 0..<6 { #expect(trace.x[t][sample].norm == 1) }
        if lossAt == .every {
          #expect((0..<5).allSatisfy { trace.target[$0][flat: sample] == Double(classes[$0 + 1]) })
        }
        // a, b and c are classes 0, 1 and 2, and follow each other.
        let next = Int(trace.target[trace.shape.lossSteps - 1][flat: sample])
        if classes[5] < 2 { #expect(next == classes[5] + 1) }
      }
    }
    #expect(throws: FileError.self) { try TextCorpus(reading: path, length: 17) }
    for bad in [Data([0x61, 0xFF, 0x61]), Data([0x61, 0, 0x61])] {
      try bad.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: FileError.self) { try TextCorpus(reading: path, length: 1) }
      #expect(error?.description.contains("byte 1") == true)
    }
  }

  @Test func namesOfTasks() {
    for name in ["noise", "adding", "text:a:b", "file:x"] { #expect(TaskName(name)?.name == name) }
    for name in ["", "text", "text:", "other:x", ":x", "noise:x", "noise:"] { #expect(TaskName(name) == nil) }
    #expect(TaskName("file:a/b c.x")?.shortName == "b c.x" && TaskName.adding.shortName == "adding")
  }

  @Test(arguments: Tasks.all)
  func everyTaskOfTheCatalogueIsFoundByItsName(_ kind: TaskKind) throws {
    #expect(Tasks.all.filter { $0.name == kind.name }.count == 1 && !kind.help.isEmpty)
    let task = try #require(TaskName(kind.wantsPath ? "\(kind.name):/nowhere" : kind.name))
    #expect(task.kind == kind)
    if kind.wantsPath {
      #expect(throws: FileError.self) { try task.open(Experiment().dataSizes) }
    } else {
      var experiment = Experiment()
      let source = try task.open(experiment.dataSizes)
      #expect(source.lossAt == kind.usualLossAt)
      (experiment.inputs, experiment.outputs, experiment.length, experiment.batch) = (7, 6, 5, 4)
      let (shape, other) = (Experiment().shape(for: source), experiment.shape(for: try task.open(experiment.dataSizes)))
      let changed = [
        "inputs": shape.inputs != other.inputs, "outputs": shape.outputs != other.outputs,
        "length": shape.length != other.length, "batch": shape.batch != other.batch,
      ]
      #expect(Set(changed.filter(\.value).keys) == kind.leavesOpen)
    }
  }
}
