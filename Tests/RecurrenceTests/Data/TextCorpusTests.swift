import Foundation
import TestSupport
import Testing

@testable import Recurrence

@Suite("Text corpora")
struct TextCorpusTests {
  let files: Scratch

  init() throws { files = try Scratch() }

  private func line(_ bytes: [UInt8], length: Int = 2) throws -> String {
    let path = try files.write(bytes, "text")
    let line = refusal { _ = try TextCorpus(reading: path, length: length) } ?? "accepted"
    #expect(line.isOneLine)
    return line
  }

  /// x as class numbers, and the targets, of one step.
  private func fill(_ corpus: TextCorpus, length: Int, batch: Int = 1, lossAt: LossPosition = .every, step: Int = 0)
    -> (x: [Int], target: [Int])
  {
    let shape = Shape(
      cell: Cells.all[0], layers: 1, inputs: corpus.inputs, hidden: 1, outputs: corpus.outputs, length: length,
      batch: batch, lossAt: lossAt)
    let x = MutableTensor(shape: [length, batch, corpus.inputs])
    let target = MutableTensor(shape: [shape.lossSteps, batch])
    corpus.fill(x: x, target: target, shape: shape, loss: Loss.xent, seed: 1, step: step)
    let rows = (0..<(length * batch)).map { row in
      (0..<corpus.inputs).filter { x[flat: row * corpus.inputs + $0] == 1 }
    }
    #expect(rows.allSatisfy { $0.count == 1 } && x.tensor.values.reduce(0, +) == Double(rows.count))
    return (rows.map { $0.first ?? -1 }, target.tensor.values.map { Int($0) })
  }

  @Test("The targets are the next characters, at every timestep and at the last")
  func targets() throws {
    // Classes by frequency, then by code: a 0, b 1, c 2, d 3.
    let corpus = try TextCorpus(reading: try files.write("aaaabbbccd"), length: 9)
    #expect(corpus.inputs == 4 && corpus.outputs == 4)
    let (x, target) = fill(corpus, length: 9)
    #expect(x == [0, 0, 0, 0, 1, 1, 1, 2, 2] && target == [0, 0, 0, 1, 1, 1, 2, 2, 3])
    #expect(fill(corpus, length: 9, lossAt: .last).target == [3])
    for step in 0..<50 {
      let (x, target) = fill(corpus, length: 4, step: step)
      #expect(Array(x.dropFirst()) == Array(target.dropLast()))
    }
    let (batched, next) = fill(corpus, length: 3, batch: 5)
    #expect(Array(batched.dropFirst(5)) == Array(next.dropLast(5)))
  }

  @Test("Windows reach the first and the last character, and differ by step")
  func windows() throws {
    let corpus = try TextCorpus(reading: try files.write("abcdefgh"), length: 2)
    let starts = (0..<400).map { fill(corpus, length: 2, step: $0).x[0] }
    #expect(Set(starts) == Set(0...5))
  }

  @Test("CR, and a byte order mark at the start, are no characters")
  func lineEnds() throws {
    let corpus = try TextCorpus(reading: try files.write("\u{FEFF}a\r\nb\r\na"), length: 4)
    #expect(corpus.inputs == 3)
    // The line feed and a come twice, b once.
    #expect(fill(corpus, length: 4).x == [1, 0, 2, 0])
    #expect(try line(Array("a\r\nb".utf8), length: 3).contains("has 3 characters"))
  }

  @Test("Of more than 256 characters the rarest share a class")
  func manyCharacters() throws {
    let scalars = (0..<300).map { String(Unicode.Scalar(0x4E00 + UInt32($0))!) }
    let corpus = try TextCorpus(reading: try files.write(scalars.joined()), length: 299)
    #expect(corpus.inputs == 256)
    #expect(fill(corpus, length: 299).x == (0..<299).map { min($0, 255) })
    let exact = try TextCorpus(reading: try files.write(scalars.prefix(256).joined()), length: 255)
    #expect(exact.inputs == 256 && fill(exact, length: 255).target.last == 255)
  }

  @Test("Too short a text is refused with the length that it needs")
  func tooShort() throws {
    #expect(try line([]).contains("has 0 characters; length 2 needs at least 3"))
    #expect(try line(Array("ab".utf8)).contains("has 2 characters"))
    #expect(try line(Array("abc".utf8)) == "accepted")
    #expect(try line(Array("∂∂".utf8)).contains("has 2 characters"))
  }

  @Test(
    "Invalid UTF-8 is refused with its byte",
    arguments: [
      [0xFF], [0x80], [0xC0, 0x80], [0xE2, 0x88], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80],
    ] as [[UInt8]])
  func invalid(_ bad: [UInt8]) throws {
    #expect(try line(bad).contains("is not UTF-8 text: see byte 0"))
    #expect(try line(Array("a∂\r\n".utf8) + bad + Array("more".utf8)).contains("see byte 6"))
  }

  @Test("Binary junk is refused")
  func binary() throws {
    #expect(try line([0x7F, 0x45, 0x4C, 0x46, 2, 1]).contains("byte 0 is control character 127"))
    #expect(try line(Array("ab".utf8) + [0]).contains("byte 2 is control character 0"))
    #expect(try line(Array("\t\n\u{C}x".utf8)) == "accepted")
    var random = Random(seed: 3, purpose: .data)
    for _ in 0..<500 {
      let junk = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(try line(junk).contains("not"))
    }
    #expect(refusal { _ = try TextCorpus(reading: "/dev/zero", length: 1) }?.contains("name a regular file") == true)
    #expect(refusal { _ = try TextCorpus(reading: "/", length: 1) }?.contains("name a regular file") == true)
  }

  @Test("Another length takes the text that was opened, as long as the file is the same")
  func kept() throws {
    let path = try files.write("aaaabbbccd", "text")
    let first = try TextCorpus(reading: path, length: 2)
    let second = try TextCorpus(reading: path, length: 9, opened: first)
    #expect(second.text === first.text)
    #expect(
      refusal { _ = try TextCorpus(reading: path, length: 10, opened: first) }?.contains("length 10 needs") == true)
    _ = try files.write("aaaabbbccde", "text")
    let third = try TextCorpus(reading: path, length: 2, opened: first)
    #expect(third.text !== first.text && third.inputs == 5)
    let copy = try files.write("aaaabbbccde", "copy")
    #expect(try TextCorpus(reading: copy, length: 2, opened: third).text !== third.text)
  }

  @Test("A change of length keeps what the trainer has read; one that is stopped changes nothing")
  func trainer() throws {
    let path = try files.write("aaaabbbccd", "text")
    var experiment = try smallExperiment { ($0.task, $0.length) = (.text(path: path), 3) }
    let trainer = try Trainer(experiment)
    experiment.length = 5
    #expect(try trainer.reconfigure(experiment) && trainer.shape.length == 5)
    let before = trainer.experiment
    let other = try files.write("abcabcabc", "other")
    experiment.task = .text(path: other)
    let stop = StopSignal()
    stop.set()
    #expect(throws: Stopped.self) { try trainer.reconfigure(experiment, stop: stop) }
    #expect(trainer.experiment == before && trainer.shape.inputs == 4)
    #expect(try trainer.reconfigure(experiment) == false && trainer.shape.inputs == 3)
  }

  @Test("The classes take no more room than the file")
  func room() throws {
    let corpus = try TextCorpus(reading: try files.write(String(repeating: "∂x", count: 5000)), length: 2)
    #expect(corpus.text.characters.count == 10_000 && corpus.text.characters.capacity <= 20_000 + 64)
  }
}
