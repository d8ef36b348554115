import Testing

@testable import Recurrence

/// The Jacobians as docs/maths.md writes them, from the trace's gates, for φ = tanh.
struct JacobianFormulaTests {
  /// One timestep of one sample: gates, h and c before and after, and a gate's block of Wh.
  private struct Step {
    let trace: Trace
    let t: Int
    func gate(_ k: Int) -> [Double] { trace.layers[0].gate(k)[t - 1][1].values }
    func before(_ k: Int) -> [Double] { trace.layers[0].states[k][t - 1][1].values }
    func after(_ k: Int) -> [Double] { trace.layers[0].states[k][t][1].values }
    func weight(_ gate: Int, _ u: Int, _ v: Int) -> Double {
      trace.parameters.layers[0].recurrentWeights[flat: (4 * gate + u) * 4 + v]
    }
  }

  private func expect(_ cell: String, _ formula: (Step) -> (Int, Int) -> Double) throws {
    let trace = try smallTrace(Cells.named(cell)!)
    let jacobian = Jacobian(trace, layer: 0, sample: 1)
    for t in 1...5 {
      let matrix = jacobian.matrix(at: t)
      let wanted = formula(Step(trace: trace, t: t))
      for row in 0..<jacobian.size {
        for column in 0..<jacobian.size {
          let found = matrix[flat: row * jacobian.size + column]
          #expect(abs(found - wanted(row, column)) < 1e-14, "\(t) \(row) \(column)")
        }
      }
    }
  }

  @Test func rnn() throws {
    try expect("rnn") { step in
      let h = step.after(0)
      return { u, v in (1 - h[u] * h[u]) * step.weight(0, u, v) }
    }
  }

  @Test func gru() throws {
    try expect("gru") { step in
      let (r, z, n, h) = (step.gate(0), step.gate(1), step.gate(2), step.before(0))
      let bias = step.trace.parameters.layers[0].recurrentBias
      return { u, v in
        let ahn = bias[flat: 8 + u] + (0..<4).reduce(0) { $0 + step.weight(2, u, $1) * h[$1] }
        let slope = 1 - n[u] * n[u]
        var sum = u == v ? z[u] : 0
        sum += (1 - z[u]) * slope * r[u] * step.weight(2, u, v)
        sum += (h[u] - n[u]) * z[u] * (1 - z[u]) * step.weight(1, u, v)
        sum += (1 - z[u]) * slope * ahn * r[u] * (1 - r[u]) * step.weight(0, u, v)
        return sum
      }
    }
  }

  @Test func lstm() throws {
    try expect("lstm") { step in
      let (i, f, g, o) = (step.gate(0), step.gate(1), step.gate(2), step.gate(3))
      let (before, h) = (step.before(1), step.after(0))
      return { row, column in
        let (u, v) = (row % 4, column % 4)
        let squashed = h[u] / o[u]
        let q = o[u] * (1 - squashed * squashed)
        if column >= 4 { return u == v ? (row < 4 ? q * f[u] : f[u]) : 0 }
        var k = g[u] * i[u] * (1 - i[u]) * step.weight(0, u, v)
        k += before[u] * f[u] * (1 - f[u]) * step.weight(1, u, v)
        k += i[u] * (1 - g[u] * g[u]) * step.weight(2, u, v)
        return row >= 4 ? k : squashed * o[u] * (1 - o[u]) * step.weight(3, u, v) + q * k
      }
    }
  }
}
