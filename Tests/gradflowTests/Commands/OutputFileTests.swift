import Foundation
import Recurrence
import TestSupport
import Testing

@Suite("Files that are written")
struct OutputFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("A file that is read is not written over, and a place that can't be written is told before the training")
  func outputPlaces() throws {
    let weights = scratch.path("w.safetensors")
    try writeTensors(
      [("gru.weight_ih_l0", [9, 2]), ("gru.weight_hh_l0", [9, 3]), ("fc.weight", [4, 3])], to: weights)
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
