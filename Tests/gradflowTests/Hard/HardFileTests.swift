import Foundation
import Recurrence
import TestSupport
import Testing

@testable import gradflow

/// Files that are broken in ways nobody thought of.
@Suite("Hard times: files")
struct HardFileTests {
  @Test("A broken file is read, or refused in one line of 200 characters at most; it never ends the program")
  func broken() throws {
    let scratch = try Scratch()
    let good = try goodFiles(scratch)
    for seed in Hard.seeds(40) {
      try HardError.telling(seed) { done in
        var files = RandomFiles(seed: seed)
        let kind = files.random.choose(Array(good.keys).sorted())
        let bytes = kind == "text" ? files.broken(text: good[kind]!) : files.broken(good[kind]!)
        let path = try scratch.write(bytes, "broken")
        var words = ["trace", "--\(kind)", path]
        for more in [["--cell", "rnn"], ["--outputs", "2"], ["--hidden", "3"], ["--json"], ["--loss", "xent"]]
        where files.random.number(0...4) == 0 { words += more }
        if files.random.number(0...2) == 0 { words += ["--steps", "3", "--clip", "norm", "--optimizer", "adam"] }
        if files.random.number(0...2) == 0 { words += ["--out", scratch.path("out"), "--analysis"] }
        // What can be resumed is refused as well: there is no terminal.
        if kind == "resume" { words = ["--resume", path] }
        done = [words.joined(separator: " ")]
        // Whatever takes so long would take for ever.
        let outcome = try run("/usr/bin/env", ["timeout", "60", Binary.path] + words)
        let isRead = outcome.status == 0 && (outcome.errors.isEmpty || outcome.isOneComplaint)
        guard isRead || outcome.status == 2 && outcome.isOneComplaint && outcome.output.isEmpty else {
          try? FileManager.default.removeItem(atPath: "/tmp/gradflow-broken")
          try FileManager.default.copyItem(atPath: path, toPath: "/tmp/gradflow-broken")
          throw DeadlineError(description: "\(outcome), of /tmp/gradflow-broken")
        }
      }
    }
  }

  /// By the option that reads it.
  private func goodFiles(_ scratch: Scratch) throws -> [String: [UInt8]] {
    try writeTensors(
      [
        ("weight_ih_l0", [9, 2]), ("weight_hh_l0", [9, 3]), ("bias_ih_l0", [9]), ("bias_hh_l0", [9]),
        ("weight_ih_l1", [9, 3]), ("weight_hh_l1", [9, 3]), ("fc.weight", [1, 3]), ("fc.bias", [1]),
      ], to: scratch.path("weights"))
    try writeTensors([("x", [7, 4, 2]), ("target", [4, 1])], to: scratch.path("data"))
    _ = try scratch.write(String(repeating: "the quick brown fox — né\n", count: 20), "text")
    try SessionFileTests.sample().write(to: scratch.path("resume"))
    return try Dictionary(
      uniqueKeysWithValues: ["weights", "data", "text", "resume"].map {
        ($0, Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path($0)))))
      })
  }
}
