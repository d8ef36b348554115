import Engine
import Recurrence
import Testing

@testable import Scope

struct StepPanelTests {
  private static func session(_ cell: CellKind, at t: Int, _ more: [Action] = []) throws -> Session {
    let start = try Sample.session {
      ($0.cell, $0.length, $0.hidden, $0.inputs) = (cell, 12, 5, 3)
    }
    return Sample.session(start, after: [.toggle(.bptt), .moveCursor(by: t - 12), .moveUnit(by: 2)] + more)
  }

  private static func isShown(_ row: BackwardTimestep.Row, _ lines: [Substring]) -> Bool {
    let numbers = [row.value, row.norm].map(StepFigures.number)
    let terms = row.terms.replacing(" ⊙ ", with: "⊙")
    return lines.contains { line in
      (terms.isEmpty || line.replacing(" ⊙ ", with: "⊙").contains(terms))
        && numbers.allSatisfy { line.contains(" \($0)") }
    }
  }

  /// Every number of the equations is on the screen, at the smallest size that a lecture has.
  @Test(arguments: Cells.all, [12, 9, 1])
  func theEquationsStandWithTheirNumbers(_ cell: CellKind, _ t: Int) throws {
    let session = try StepPanelTests.session(cell, at: t)
    let trace = try #require(session.trace)
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let lines = Sample.screen(session, width, height).text.split(separator: "\n")
      #expect(lines.contains { $0.contains("BPTT at t = \(t) of 12") })
      for row in BackwardTimestep(trace, layer: 0, t: t, unit: 2).rows {
        #expect(Self.isShown(row, lines), "\(cell.name) at \(width)×\(height): \(row)")
      }
    }
  }

  /// On the smallest screen are the gradients that they yield.
  @Test(arguments: Cells.all, [12, 9, 1])
  func theSmallestScreenKeepsTheResults(_ cell: CellKind, _ t: Int) throws {
    let session = try StepPanelTests.session(cell, at: t)
    let lines = Sample.screen(session, 60, 16).text.split(separator: "\n")
    #expect(lines.contains { $0.contains(" unit 3") && $0.contains("‖all‖") })
    for row in BackwardTimestep(try #require(session.trace), layer: 0, t: t, unit: 2).rows {
      switch row.quantity {
      case .direct, .own(.recurrent), .own(.arriving): continue
      default: break
      }
      #expect(Self.isShown(row, lines), "\(cell.name): \(row)")
    }
  }

  /// Before T what flows back is what the sweep is about; at T there is only what arrives.
  @Test func theSmallestScreenTellsWhatFlowsBackFirst() throws {
    let gru = try #require(Cells.named("gru"))
    for (t, told) in [(9, "recurrent ← "), (12, "direct: ")] {
      let text = Sample.screen(try StepPanelTests.session(gru, at: t), 60, 16).text
      #expect(text.contains(" \(told)"), "t = \(t)")
    }
  }

  /// Nothing is announced that has no room.
  @Test func noHeadingStandsAlone() throws {
    let session = try StepPanelTests.session(Cells.all[0], at: 9)
    for height in 16...60 {
      for width in [60, 80, 120] {
        let lines = Sample.screen(session, width, height).text.split(separator: "\n").map(String.init)
        guard let k = lines.firstIndex(where: { $0.contains("forward:") }) else { continue }
        #expect(lines[k + 1].contains(" = "), "\(width)×\(height)")
      }
    }
  }

  @Test(arguments: Cells.all, [12, 7, 1])
  func theWeightGradientGrowsToTheWhole(_ cell: CellKind, _ t: Int) throws {
    let session = try StepPanelTests.session(cell, at: t)
    let trace = try #require(session.trace)
    let growth = try #require(WeightGrowth(trace, layer: 0))
    let lines = Sample.screen(session, 80, 24).text.split(separator: "\n")
    for (name, norms) in [("∂L/∂Wh", growth.recurrent), ("∂L/∂Wx", growth.inputs)] {
      let line = try #require(lines.first { $0.contains("\(name) so far, of t … T") })
      #expect(line.contains(" \(StepFigures.number(norms[t - 1])) \(StepFigures.percent(norms[t - 1] / norms[0]))"))
    }
    let wide = Sample.screen(session, 120, 40).text
    #expect(
      wide.contains("∂L/∂Wh so far: \(StepFigures.percent(growth.recurrent[t - 1] / growth.recurrent[0])) of all"))
    if t == 1 {
      #expect(StepFigures.number(growth.recurrent[0]) == StepFigures.number(trace.gradients["weight_hh_l0"]!.norm))
      #expect(lines.count { $0.contains(" 100% ▄▄▄▄▄▄▄▄▄▄") } == 2)
    }
  }

  /// A bar for each gate, on a line of its own, with the value at the unit; and none for what is no gate.
  @Test(arguments: Cells.all)
  func everyGateHasItsBar(_ cell: CellKind) throws {
    let session = try StepPanelTests.session(cell, at: 9)
    let layer = try #require(session.trace).layers[0]
    for (width, height) in [(80, 24), (120, 40)] {
      let text = Sample.screen(session, width, height).text
      #expect(!text.contains("gates at t"))
      for gate in cell.gates {
        let value = layer.gate(gate.name)![8][0][flat: 2]
        let bar = StepFigures.bar(value, isSigned: !gate.isLogistic)
        #expect(text.contains("\(gate.name) \(value.fixed(2).padded(to: 5)) \(bar)"), "\(cell.name) \(gate.name)")
      }
    }
  }

  @Test func barsTellNumbersAndNothingElse() {
    #expect(StepFigures.bar(0.5, isSigned: false) == "▄▄▄▄▄·····")
    #expect(StepFigures.bar(-0.4, isSigned: true) == "···▄▄·····")
    #expect(StepFigures.bar(7, isSigned: true) == "·····▄▄▄▄▄")
    #expect(StepFigures.bar(.nan, isSigned: false) == "" && StepFigures.bar(.infinity, isSigned: true) == "")
    #expect(
      StepFigures.percent(1) == "100%" && StepFigures.percent(0.9999) == ">99.9%"
        && StepFigures.percent(0.998) == "99.8%")
    #expect(
      StepFigures.percent(0.009) == "0.9%" && StepFigures.percent(3e-9) == "3e-07%" && StepFigures.percent(0) == "0%"
        && StepFigures.percent(.nan) == "–")
  }

  /// Clipped, stacked and batched, at any timestep: the sample is told, and nothing traps.
  @Test func aBatchTellsWhoseNumbersTheyAre() throws {
    let start = try Sample.session {
      ($0.length, $0.hidden, $0.layers, $0.batch) = (6, 4, 2, 3)
      $0.clipping = Clipping(.bpttNorm, threshold: 1e-3)
    }
    let session = Sample.session(start, after: [.toggle(.bptt), .moveCursor(by: -2)])
    let step = BackwardTimestep(session.trace!, layer: 0, t: 4, unit: 0)
    let text = Sample.screen(session, 80, 24).text
    #expect(text.contains("b\(step.sample + 1) unit 1"))
    #expect(text.contains("∂L/∂h = clip(direct + recurrent)") && text.contains("direct: from layer 2 at t"))
  }
}
