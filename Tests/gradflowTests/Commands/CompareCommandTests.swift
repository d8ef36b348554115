import Foundation
import TestSupport
import Testing

@testable import gradflow

@Suite("gradflow compare")
struct CompareCommandTests {
  private let base = ["compare", "--task", "adding", "--length", "6", "--batch", "3", "--hidden", "4", "--steps", "12"]

  private func compare(_ arguments: String...) throws -> Outcome { try run(Binary.path, base + arguments) }

  @Test("A table, a CSV file and JSON tell the same, on one core and on many")
  func forms() throws {
    let scratch = try Scratch()
    let variants = ["--vs", "--cell rnn", "--vs", "--cell 'gru' --gain -1.5", "--vs", "", "--seeds", "2:4"]
    let table = try run(Binary.path, base + variants + ["--csv", scratch.path("a.csv")])
    #expect(table.status == 0 && table.errors.isEmpty)
    let lines = table.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4 && lines[1].hasPrefix("--cell rnn ") && lines[3].hasPrefix("(no other settings) "))
    #expect(Set(lines.map(\.count)).count == 1, "columns stand under one another")
    let csv = try scratch.read("a.csv").split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
    #expect(csv.count == 4 && csv[2][0] == "\"--cell 'gru' --gain -1.5\"" && csv[1][1] == "3")
    var runs: [[[String: Double]]] = []  // cores, runs
    for cores in ["1", "3"] {
      let outcome = try run(Binary.path, base + variants + ["--json", "--cores", cores])
      #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count == 1)
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let found = try #require(object?["variants"] as? [[String: Any]])
      #expect(found.map { $0["variant"] as? String } == ["--cell rnn", "--cell 'gru' --gain -1.5", ""])
      for (row, line) in zip(found, csv.dropFirst()) {
        let loss = try #require((row["summary"] as? [String: Any])?["loss"] as? [String: Double])
        #expect(line[2] == loss["median"].map { "\($0)" })
      }
      runs.append(
        try found.flatMap { row in
          try #require(row["runs"] as? [[String: Any]]).map { run in
            var figures = (run["outcome"] as? [String: Double]) ?? [:]
            figures["microseconds"] = nil
            figures["seed"] = run["seed"] as? Double
            return figures
          }
        })
    }
    #expect(runs[0] == runs[1] && runs[0].map { $0["seed"] } == [2, 3, 4, 2, 3, 4, 2, 3, 4])
  }

  @Test(
    "Whatever is wrong is one line and exit status 2",
    arguments: [
      ([], "nothing to compare"), (["--vs", "--cel gru"], "--vs \"--cel gru\": Unknown option '--cel'"),
      (["--vs", "--cell lstn"], "known: rnn, gru, lstm"), (["--vs", "gru"], "Unexpected argument 'gru'"),
      (["--vs", "--help"], "holds no settings"), (["--vs", "--cell 'gru"], "without its end"),
      (["--vs", "--hidden 0"], "--vs \"--hidden 0\": hidden must be 1"), (["--vs", "--steps 3"], "--steps"),
      (["--vs", "--cell gru", "--vs", "--task noise"], "task noise can't be compared with task adding"),
      (["--vs", "", "--vs", "--loss-at every"], "loss-at every can't be compared"),
      (["--vs", "--seed 3"], "leave --seed away"), (["--vs", "", "--seed", "3"], "leave --seed away"),
      (["--vs", "", "--seeds", "5:1"], "first:last"), (["--vs", "", "--seeds", "1:2:3"], "first:last"),
      (["--vs", "", "--seeds", ":"], "first:last"), (["--vs", "", "--seeds", "-1:3"], "--seeds"),
      (["--vs", "", "--seeds", "0:18446744073709551615"], "at most 100,000"),
      (["--vs", "", "--cores", "0"], "cores must be 1"), (["--vs", "", "--steps", "0"], "steps must be 1"),
      (["--vs", "", "--csv", "/no/such"], "can't be written"), (["--vs", "--weights /no"], "/no: can't be opened"),
      (["--vs", "--text /no"], "can't be opened"), (["--vs"], "--vs"), (["--vs", "", "--paused"], "--paused"),
    ] as [([String], String)])
  func wrongInput(_ arguments: [String], _ words: String) throws {
    let outcome = try run(Binary.path, base + arguments)
    #expect(outcome.status == 2 && outcome.isOneComplaint, "\(arguments): \(outcome.errors)")
    #expect(outcome.errors.contains(words) && outcome.output.isEmpty, "\(arguments): \(outcome.errors)")
  }

  @Test("A file that is read is not written over")
  func outputPlaces() throws {
    let scratch = try Scratch()
    let text = try scratch.write("a text of some length", "t.txt")
    let outcome = try gradflow("compare", "--text", text, "--length", "5", "--vs", "--cell gru", "--csv", text)
    #expect(outcome.status == 2 && outcome.isOneComplaint && outcome.errors.contains("is the file of --text"))
    #expect(try scratch.read("t.txt") == "a text of some length")
  }

  @Test("Ctrl-C prints what is done, and ends it")
  func stopping() throws {
    let pty = try Pty(
      "compare", "--vs", "--length 1 --hidden 1", "--vs", "--length 20000", "--seeds", "1", "--steps", "1000",
      "--cores", "1")
    try pty.wait(for: "comparing: 50%")
    try pty.send("\u{3}")
    #expect(try pty.ending() == -SIGINT)
    let lines = String(decoding: pty.output, as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines.contains { $0.hasPrefix("--length 1 --hidden 1      1 ") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("--length 20000           0/1 ") }, "\(lines)")
  }

  @Test("Words are taken apart as a shell does")
  func words() throws {
    #expect(try shellWords("  --cell gru\t--text 'a b'\"c d\" '' ") == ["--cell", "gru", "--text", "a bc d", ""])
    #expect(try shellWords("").isEmpty)
  }
}
