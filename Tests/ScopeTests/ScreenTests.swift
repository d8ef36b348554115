import Engine
import Recurrence
import Testing

@testable import Scope

struct ScreenTests {
  /// Every panel of the catalogue, in its place and on the whole screen, every mode, and what changes all panels.
  private static let states: [(name: String, actions: [Action])] =
    PanelCatalogue.all.indices.flatMap { k -> [(name: String, actions: [Action])] in
      let name = PanelCatalogue.all[k].id.name
      return [(name, [.focus(by: k)]), (name + " full", [.focus(by: k), .confirm])]
    }
    + Mode.allCases.filter { $0 != .exploring }.map { ("\($0)", [.toggle($0), .moveCursor(by: -2)]) }
    + [
      ("prompt", [.openPrompt, .typed("t")]), ("signed", [.toggleSign]), ("far scale", [.shiftScale(by: -200)]),
      ("lens", [.lens(by: 1), .window(by: 1)]),
    ]

  /// Every panel, cell and state at every size and look: nothing traps, nothing is drawn outside.
  @Test(arguments: Cells.all.map(\.name))
  func drawingIsTotal(_ cell: String) throws {
    let sample = try Sample.session(steps: 3) {
      $0.cell = Cells.named(cell)!
      $0.length = 9
      $0.hidden = 5
      $0.layers = 2
      // So that there is a flow to draw; the others are refused one.
      $0.lossAt = .every
    }
    for start in [sample, try Sample.diverged(), Session(Experiment())] {
      for (_, actions) in ScreenTests.states {
        let session = Sample.session(start, after: actions)
        for width in [0, 1, 5, 59, 60, 61, 80, 109, 110, 131, 240] {
          for height in [0, 1, 2, 15, 16, 17, 24, 29, 30, 50, 70] {
            let canvas = Sample.screen(session, width, height)
            #expect(canvas.width == width && canvas.height == height)
          }
        }
        for look in Look.all { _ = Sample.screen(session, 97, 33, look) }
      }
    }
  }

  @Test func aTerminalThatIsTooSmallIsToldWhatIsNeeded() throws {
    let text = Sample.screen(try Sample.session(), 59, 15).text
    #expect(text.contains("needs 60×16"))
  }

  /// What is said of a key is said to its end, on the smallest screen too, and the keys stay.
  @Test func aLongMessageTakesTwoLines() throws {
    var session = Sample.session(try Sample.session(), after: [.toggle(.bptt)])
    session.say(.oneChannel)
    #expect(!Sample.screen(session, 60, 16).text.split(separator: "\n")[13].contains("copy"))
    session.say(.relative(true, hasReference: false))
    let lines = Sample.screen(session, 60, 16).text.split(separator: "\n", omittingEmptySubsequences: false)
    let told = try #require(session.message).text
    #expect("\(lines[13]) \(lines[14])".hasPrefix(told))
    #expect(lines[15].hasPrefix("← back to t−1"))
  }

  @Test func asciiHasNothingButASCII() throws {
    for (_, actions) in ScreenTests.states {
      let start = try Sample.session(steps: 2) { $0.clipping = Clipping(.norm, threshold: 0.1) }
      let session = Sample.session(start, after: actions)
      let text = Sample.screen(session, 120, 40, Look(colors: .none, unicode: false)).text
      let foreign = text.unicodeScalars.filter { !$0.isASCII }
      #expect(foreign.isEmpty, "\(foreign)")
    }
  }

  @Test func theSweepHidesWhatItHasNotReached() throws {
    var session = try Sample.session { $0.length = 20 }
    session.apply(.toggle(.bptt))
    for _ in 0..<5 { session.apply(.moveCursor(by: -1)) }
    let (canvas, placement) = Screen.draw(session, width: 80, height: 24, look: Look())
    let heat = placement.timePlots.first { $0.panel == .heat }!.area
    let rows = canvas.heatText(in: Rect(x: heat.x, y: heat.y, width: heat.width, height: 1)).split(separator: "\n")
    let axis = TimeAxis(length: 20, width: heat.width)
    #expect(Array(rows[0])[axis.column(of: 13)] == "-")
    #expect(Array(rows[0])[axis.column(of: 14)] != "-")
  }

  @Test func aStepThatNothingArrivesAtDoesNotGrow() throws {
    var session = try Sample.session {
      $0.cell = Cells.named("rnn")!
      ($0.length, $0.gain) = (5, 0)
    }
    session.apply(.toggle(.bptt))
    for words in ["×0: it shrinks", "×NaN: nothing arrives"] {
      session.apply(.moveCursor(by: -1))
      #expect(Sample.screen(session, 120, 40).text.contains(words))
    }
  }

  @Test func theWaterfallHidesNoNaN() throws {
    let plain = try Sample.session()
    // Each alone among the columns that share one on the screen.
    for column in 0..<HistoryPoint.profileWidth {
      var session = plain
      var point = HistoryPoint(plain.trace!)
      point.profile[column] = .nan
      session.receive(.trained(points: [point], trace: plain.trace!, readings: plain.channel.readings))
      session.apply(.focus(by: 8))
      session.apply(.confirm)
      let canvas = Sample.screen(session, 60, 24)
      #expect(canvas.heatText(in: canvas.bounds).contains("N"), "column \(column)")
    }
  }

  @Test func zeroNaNAndInfHaveLooksOfTheirOwn() throws {
    let canvas = Sample.screen(try Sample.diverged(), 120, 40)
    #expect(canvas.text.contains("diverged"))
    let levels = canvas.heatText(in: canvas.bounds)
    #expect(levels.contains("N") && levels.contains("I"))
  }
}
