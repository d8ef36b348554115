import Testing

@testable import Recurrence

struct AnalysisTensorsTests {
  @Test(arguments: Cells.all)
  func namesDifferAndShapesAreAsDocumented(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2)
    var shares: [Double] = []
    let tensors = try #require(AnalysisTensors.all(trace, sample: 1) { shares.append($0) })
    #expect(Set(tensors.map(\.name)).count == tensors.count)
    #expect(shares == shares.sorted() && shares.last == 1)
    let shapes = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor.shape) })
    let n = 4 * cell.states.count
    for k in [0, 1] {
      #expect(shapes["route_direct_l\(k)"] == [5])
      for gate in cell.gates {
        #expect(shapes["route_\(gate.name)_l\(k)"] == [5])
        #expect(shapes["route_share_\(gate.name)_l\(k)"] == [5])
        #expect(shapes["contribution_\(gate.name).weight_hh_l\(k)"] == [5])
      }
      #expect(shapes["cancellation.weight_ih_l\(k)"] == [cell.gates.count])
      #expect(shapes["flow_l\(k)"] == [5, 5])
      #expect(shapes["flow_sources_l\(k)"] == [5])
      #expect(shapes["jacobian_sigma_l\(k)"] == [5, n])
      #expect(shapes["jacobian_radius_l\(k)"] == [5])
      #expect(shapes["jacobian_log10_product_l\(k)"] == [5])
      #expect(shapes["jacobian_log10_bound_l\(k)"] == [5])
      #expect(shapes["lyapunov_l\(k)"] == [n])
      #expect(shapes["fate_float16_l\(k)"] == trace.layers[k].dh.shape)
    }
    let stop = StopSignal()
    stop.set()
    #expect(AnalysisTensors.all(trace, stop: stop) == nil)
  }

  @Test func oneTimestepWillDo() throws {
    let trace = try smallTrace(Cells.named("lstm")!) { $0.length = 1 }
    #expect(AnalysisTensors.all(trace) != nil)
    #expect(Truncation(trace, window: 1) != nil)
    #expect(try #require(GradientCheck(trace, layer: 0, t: 1, samples: 1)).isPassed)
  }
}
