import Foundation
import Recurrence
import Scope
import Testing

/// What the verdict says of random networks, held against the tensors of their traces.
struct VerdictClaimsTests {
  /// With one loss, what is carried is what the trace holds: log10 ‖∂L/∂(h_t, c_t)‖.
  private static func decades(_ trace: Trace) -> [Double] {
    (0..<trace.shape.length).map { t in
      log10(trace.shape.cell.states.indices.map { trace.layers[0].dState($0)[t].norm }.reduce(0, hypot))
    }
  }

  /// Of the straight line that fits best, by timestep.
  private func slope(_ values: ArraySlice<Double>) -> Double {
    let (n, middle) = (Double(values.count), Double(values.count - 1) / 2)
    let mean = values.reduce(0, +) / n
    let products = values.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * ($1.element - mean) }
    return products / (n * (n * n - 1) / 12)
  }

  private static func experiment(_ cell: CellKind, _ seed: Int) -> Experiment {
    var experiment = Experiment()
    func pick<Value>(_ values: [Value], _ salt: Int) -> Value {
      values[(seed * 7919 + salt * 104_729) / 13 % values.count]
    }
    (experiment.cell, experiment.seed, experiment.inputs) = (cell, UInt64(seed), 3)
    experiment.length = pick([5, 30, 60, 120], 1)
    experiment.hidden = pick([2, 5, 9], 2)
    experiment.batch = pick([1, 1, 3], 3)
    experiment.gain = pick([0.1, 0.5, 1, 1.5, 2, 3, 6], 4)
    experiment.initializer = pick(Initializer.allCases, 5)
    experiment.forgetBias = pick([-3, 0, 1, 3, 6], 6)
    experiment.updateBias = pick([-3, 0, 1, 3, 6], 7)
    return experiment
  }

  @Test(arguments: Cells.all)
  func everyFigureIsThatOfTheTrace(cell: CellKind) throws {
    var kinds: Set<Verdict.Kind> = []
    for seed in 1...70 {
      let trace = try #require(try Trainer(Self.experiment(cell, seed)).evaluate())
      let (verdict, decades) = (Verdict(trace, layer: 0), Self.decades(trace))
      let (line, length) = (English().line(verdict), decades.count)
      // What a double can't hold, a trace can't tell.
      guard decades.allSatisfy({ $0.isFinite && abs($0) < 150 }) else { continue }
      kinds.insert(verdict.kind)
      let change = decades[0] - decades[length - 1]
      switch verdict.kind {
      case .vanishing: #expect(change < -3, "\(line)")
      case .exploding: #expect(change > 3, "\(line)")
      case .stable, .saturated: #expect(abs(change) <= 3, "\(line)")
      case .dead, .diverged: Issue.record("\(line)")
      }
      if let bend = verdict.bend {
        let knee = length - 1 - bend.steps
        #expect(abs(decades[knee] - decades[length - 1] - bend.decades) < 1e-9, "\(line)")
        #expect(abs(slope(decades[...knee]) + log10(bend.factor)) < 1e-9, "\(line)")
      } else {
        let rate = pow(10, change / Double(length - 1))
        #expect(abs(verdict.contraction / rate - 1) < 1e-9)
        #expect(
          line.contains("×\(rate < 0.001 ? rate.scientific() : rate.fixed(rate < 10 ? 3 : 1)) per step"), "\(line)")
      }
      guard verdict.kind == .vanishing else { continue }
      // The first timestep, from the left, that is not that small has t ones before it.
      let small = [6.0, 3.0].lazy.map { fall in
        (fall, decades.firstIndex { $0 >= decades[length - 1] - fall } ?? 0)
      }.first { $0.1 > 0 }
      if let (fall, t) = small {
        #expect(line.contains("below 1e-\(Int(fall)) of its last value at t ≤ \(t)"), "\(line)")
      }
    }
    #expect(kinds.isSuperset(of: [.vanishing, .stable]))
  }
}
