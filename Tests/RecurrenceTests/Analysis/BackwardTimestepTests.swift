import RecurrentCells
import Testing

@testable import Recurrence

struct BackwardTimestepTests {
  private typealias Row = BackwardTimestep.Row

  private func rows(_ trace: Trace, t: Int, unit: Int) -> (step: BackwardTimestep, value: (String) -> Double) {
    let step = BackwardTimestep(trace, layer: 0, t: t, unit: unit)
    return (
      step,
      { key in
        step.rows.first { row in
          switch row.quantity {
          case .direct: key == "direct"
          case .total: key == "h"
          case .own(.recurrent): key == "recurrent"
          case .own(.arriving): key == "e"
          case .own(.state): key == row.name
          case .own(.delta): key == "δ_" + row.name
          case .own(.recurrentDelta): key == "δh_" + row.name
          }
        }?.value ?? .nan
      }
    )
  }

  /// The values of the equations as they stand on the screen, from the trace's states and gates.
  @Test(arguments: 1...5, 0..<4)
  func anLSTMsEquationsHold(t: Int, unit: Int) throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    let (step, value) = rows(trace, t: t, unit: unit)
    let own = trace.layers[0]
    func at(_ tensor: Tensor?, _ t: Int) -> Double { t < 1 ? 0 : tensor![t - 1][step.sample][flat: unit] }
    let (i, f, g, o) = (at(own.gate("i"), t), at(own.gate("f"), t), at(own.gate("g"), t), at(own.gate("o"), t))
    let squashed = at(own.h, t) / o
    let e = t == 5 ? 0 : at(own.gate("f"), t + 1) * at(own.dState("c"), t + 1)
    expect(value("h"), value("direct") + value("recurrent"))
    expect(value("e"), e)
    expect(value("c"), e + value("h") * o * (1 - squashed * squashed))
    expect(value("δ_i"), value("c") * g * i * (1 - i))
    expect(value("δ_f"), value("c") * at(own.state("c"), t - 1) * f * (1 - f))
    expect(value("δ_g"), value("c") * i * (1 - g * g))
    expect(value("δ_o"), value("h") * squashed * o * (1 - o))
  }

  @Test(arguments: 1...5, 0..<4)
  func aGRUsEquationsHold(t: Int, unit: Int) throws {
    let trace = try smallTrace(Cells.named("gru")!)
    let (step, value) = rows(trace, t: t, unit: unit)
    let own = trace.layers[0]
    func at(_ tensor: Tensor?, _ t: Int) -> Double { t < 1 ? 0 : tensor![t - 1][step.sample][flat: unit] }
    let (r, z, n) = (at(own.gate("r"), t), at(own.gate("z"), t), at(own.gate("n"), t))
    let ah = own.saved.view(shape: own.h.shape, offset: own.h.count)
    expect(value("h"), value("direct") + value("recurrent"))
    expect(value("δ_n"), value("h") * (1 - z) * (1 - n * n))
    expect(value("δ_z"), value("h") * (at(own.h, t - 1) - n) * z * (1 - z))
    expect(value("δ_r"), value("δ_n") * at(ah, t) * r * (1 - r))
    expect(value("δh_n"), value("δ_n") * r)
  }

  @Test func anRNNsEquationsHoldAndNormsAreOfAllUnits() throws {
    let trace = try smallTrace(Cells.named("rnn")!)
    let (step, value) = rows(trace, t: 3, unit: 2)
    let h = trace.layers[0].h[2][step.sample][flat: 2]
    expect(value("δ_h"), value("h") * (1 - h * h))
    let profile = GradientProfile(trace, layer: 0)
    #expect(step.rows.map(\.norm)[..<3] == [profile.direct[2], profile.recurrent[2], profile.dh[2]])
    #expect(step.rows[3].norm == trace.layers[0].dax[2].norm)
  }

  /// Every cell says what it computes: a line for each gate, and one for each state beside h.
  @Test(arguments: Cells.all)
  func everyCellHasALineForEachGateAndState(cell: CellKind) throws {
    let trace = try smallTrace(cell)
    let rows = BackwardTimestep(trace, layer: 0, t: 1, unit: 0).rows
    #expect(rows.count { $0.quantity == .own(.recurrent) } == 1)
    #expect(Set(rows.filter { $0.quantity == .own(.delta) }.map(\.name)) == Set(cell.gates.map(\.name)))
    #expect(rows.filter { $0.quantity == .own(.state) }.map(\.name) == Array(cell.states.dropFirst()))
    #expect(rows.count == cell.description.backwardEquations.count + 2)
  }

  private func expect(_ value: Double, _ right: Double) {
    #expect(abs(value - right) <= 1e-11 * max(abs(value), abs(right)) + 1e-18)
  }
}
