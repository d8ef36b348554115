import Foundation
import Scope
import Engine
import Recurrence
import Testing

/// Screens as text, held against files beside this one. `RECORD_SNAPSHOTS=1 swift test` writes them anew.
struct SnapshotTests {
  struct Picture: CustomTestStringConvertible, Sendable {
    let name: String
    let size: (Int, Int)
    var look = Look()
    var change: @Sendable (inout Experiment) -> Void = { _ in }
    var actions: [Action] = []
    /// The networks beside it, by the settings in which they differ.
    var others: [[String: String]] = []
    var testDescription: String { name }
  }

  static let pictures: [Picture] =
    [
      Picture(name: "classic-80x24", size: (80, 24)),
      Picture(name: "classic-120x40", size: (120, 40)),
      Picture(name: "classic-200x60", size: (200, 60)),
      Picture(name: "classic-80x24-ascii", size: (80, 24), look: Look(colors: .none, unicode: false)),
      Picture(name: "gru-clipped-120x40", size: (120, 40)) {
        $0.cell = Cells.named("gru")!
        $0.clipping = Clipping(.norm, threshold: 0.1)
      },
      Picture(
        name: "rnn-orthogonal-80x24", size: (80, 24),
        change: {
          $0.cell = Cells.named("rnn")!
          $0.initializer = .orthogonal
          $0.activation = .identity
        }),
      Picture(
        name: "sweep-120x40", size: (120, 40),
        actions: [.toggle(.bptt)] + Array(repeating: .moveCursor(by: -1), count: 12)),
      Picture(name: "sweep-80x24", size: (80, 24), actions: [.toggle(.bptt), .moveCursor(by: -10)]),
      Picture(name: "help-120x40", size: (120, 40), actions: [.toggle(.help)]),
      Picture(name: "training-80x24", size: (80, 24), actions: [.focus(by: 3)]),
      Picture(name: "waterfall-80x24", size: (80, 24), actions: [.focus(by: 8)]),
      Picture(name: "routes-120x40", size: (120, 40), actions: [.focus(by: 4)]),
      Picture(
        name: "routes-80x24-ascii", size: (80, 24), look: Look(colors: .none, unicode: false), actions: [.focus(by: 4)]),
      Picture(name: "reach-120x40", size: (120, 40), actions: [.focus(by: 5)]),
      Picture(
        name: "flow-120x40", size: (120, 40), change: { $0.lossAt = .every }, actions: [.focus(by: 6)]),
      Picture(name: "weights-80x24", size: (80, 24), actions: [.focus(by: 7)]),
      Picture(
        name: "what-if-120x40", size: (120, 40),
        actions: [.toggle(.whatIf)] + Array(repeating: .change(.bias, by: 1), count: 6)),
      Picture(name: "lens-80x24", size: (80, 24), actions: [.lens(by: 1), .window(by: 4)]),
      Picture(name: "why-80x24", size: (80, 24), actions: [.toggle(.explanation)]),
      Picture(name: "prompt-80x24", size: (80, 24), actions: [.openPrompt, .typed("l"), .complete]),
    ]
    + [(80, 24), (120, 40), (200, 60)].flatMap { width, height in
      ["beside", "overlaid", "difference"].enumerated().map { k, name in
        Picture(
          name: "\(name)-\(width)x\(height)", size: (width, height),
          actions: Array(repeating: .comparison(by: 1), count: k),
          others: [["cell": "gru"], ["cell": "lstm", "theta": "0.01"], ["length": "50", "clip": "off"]])
      }
    }

  /// A run of twelve steps, its rate risen after the eighth, and what these keys make of it.
  static let travels: [(name: String, size: (Int, Int), keys: [String])] = [
    ("travel-80x24", (80, 24), ["[", "[", "[", "[", "[", "[", "Tab", "Tab", "Tab"]),
    ("travel-120x40", (120, 40), ["{"]),
    ("travel-waterfall-80x24", (80, 24), ["Shift-Tab", "{", "["]),
    ("travel-branch-120x40", (120, 40), ["{", "[", "m", "n", "n"]),
  ]

  @Test(arguments: travels)
  func travelLooksAsRecorded(_ name: String, _ size: (Int, Int), _ keys: [String]) throws {
    var travel = try Travel {
      ($0.length, $0.batch, $0.hidden, $0.optimizer, $0.learningRate) = (50, 32, 16, .adam, 0.01)
      $0.clipping = Clipping(.norm, threshold: 1)
    }
    try travel.train(8)
    try travel.press("r")
    try travel.train(4)
    for key in keys { try travel.press(key) }
    try expect(travel.session, Picture(name: name, size: size))
  }

  @Test(arguments: pictures)
  func looksAsRecorded(_ picture: Picture) throws {
    let start =
      picture.others.isEmpty
      ? try Sample.session(steps: 4, picture.change) : try Sample.comparison(picture.others)
    try expect(Sample.session(start, after: picture.actions), picture)
  }

  private func expect(_ session: Session, _ picture: Picture) throws {
    let canvas = Sample.screen(session, picture.size.0, picture.size.1, picture.look)
    let drawn = canvas.text + "\n\n" + canvas.heatText(in: canvas.bounds) + "\n"
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(picture.name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try drawn.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    for (line, (a, b)) in zip(drawn.split(separator: "\n"), recorded.split(separator: "\n")).enumerated() where a != b {
      Issue.record("line \(line + 1) is\n\(a)\nand was\n\(b)")
      return
    }
    #expect(drawn == recorded)
  }
}
