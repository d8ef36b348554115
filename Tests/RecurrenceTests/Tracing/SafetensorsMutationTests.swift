import Foundation
import Testing

@testable import Recurrence

@Suite("Safetensors files, damaged")
struct SafetensorsMutationTests {
  let files: TemporaryFiles
  let sound: [UInt8]

  init() throws {
    files = try TemporaryFiles()
    var writer = SafetensorsWriter(metadata: ["made": "here"])
    writer.add("weight_ih_l0", Tensor(shape: [4, 2], values: (0..<8).map { Double($0) / 3 }))
    writer.add("weight_hh_l0", Tensor(shape: [4, 1], values: [1, 2, 3, 4]))
    writer.add("fc.weight", Tensor(shape: [1, 1], values: [1]))
    writer.add("target", Tensor(shape: [2], values: [0, 1]), asInteger: true)
    let path = files.path("sound")
    try writer.write(to: path)
    sound = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Whatever a file does to each reader, it does in one line.
  private func survive(_ bytes: [UInt8]) throws {
    let path = try files.write(bytes)
    let readers: [() throws -> Void] = [
      { try readWhole(path) }, { _ = try WeightsFile(reading: path) },
      { _ = try FileData(reading: path, outputs: 1) },
    ]
    for reader in readers {
      if let line = refusal(reader) { #expect(line.isOneLine, "\(line)") }
    }
  }

  @Test("The sound file is read")
  func intact() throws {
    let path = try files.write(sound)
    try readWhole(path)
    #expect(try WeightsFile(reading: path).cell.name == "lstm")
  }

  @Test("Cut short anywhere, the file is refused")
  func truncation() throws {
    for count in 0..<sound.count {
      let path = try files.write(Array(sound[..<count]))
      let line = refusal { try readWhole(path) }
      #expect(line != nil && line?.isOneLine == true, "\(count) bytes: \(line ?? "accepted")")
    }
    let path = try files.write(sound + [0])
    #expect(refusal { try readWhole(path) }?.contains("belong to no tensor") == true)
  }

  @Test("No flipped bit of the header crashes a reader")
  func flips() throws {
    let end = 8 + Int(sound[0]) + Int(sound[1]) << 8
    for index in 0..<end {
      for bit in 0..<8 {
        var bytes = sound
        bytes[index] ^= 1 << bit
        try survive(bytes)
      }
    }
  }

  @Test("No damage of 5000 crashes a reader")
  func mutations() throws {
    var random = Random(seed: 11, purpose: .data)
    let tokens = ["9", "-", "\"", "{", "}", "[", "]", ",", ":", "0", "\\", "F16", "BOOL", "e9", "null", "\u{1F}"]
    for _ in 0..<5000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: tokens.randomElement(using: &random)!.utf8, at: place)
        case 3:
          let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
          bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 8..<bytes.count, using: &random))
        default:
          let token = Array(tokens.randomElement(using: &random)!.utf8)
          bytes.replaceSubrange(place..<min(bytes.count, place + token.count), with: token)
        }
        // The length stays right, most of the time: else little else would be looked at.
        if Int.random(in: 0..<8, using: &random) > 0, bytes.count > 16 {
          bytes.replaceSubrange(0..<8, with: Self.length(bytes))
        }
        if bytes.count < 16 { break }
      }
      try survive(bytes)
    }
  }

  /// The length that the header has after a change, by its closing brackets.
  private static func length(_ file: [UInt8]) -> [UInt8] {
    let brace = UInt8(ascii: "}")
    let end = file.indices.dropFirst(9).last { file[$0] == brace && file[$0 - 1] == brace }
    return bytes(UInt64((end ?? 15) + 1 - 8))
  }
}
