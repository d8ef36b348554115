import Foundation
import Recurrence
import TestSupport
import Testing

@Suite("Files that are read")
struct ExperimentOptionsTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("What contradicts the weights is refused, and what they hold beside is named")
  func weights() throws {
    let weights = scratch.path("w.safetensors")
    try writeTensors(
      [
        ("gru.weight_ih_l0", [9, 2]), ("gru.weight_hh_l0", [9, 3]), ("head.weight", [4, 3]), ("embedding.table", [7]),
      ], to: weights)
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
}
