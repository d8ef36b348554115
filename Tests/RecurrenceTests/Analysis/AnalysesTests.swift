import Testing

@testable import Recurrence

struct AnalysesTests {
  @Test(arguments: Cells.all)
  func namesDifferAndShapesAreAsDocumented(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2)
    var shares: [Double] = []
    let tensors = try #require(Analyses.tensors(trace) { shares.append($0) })
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
    #expect(Analyses.tensors(trace, stop: stop) == nil)
  }

  /// Of the catalogue, and those that stand in no file by themselves.
  private static let every: [any Analysis] =
    Analyses.all + [
      Flow(), Reach(), Why(), Truncated(window: 2), Truncated(window: 2, .full), Check(t: nil), Growth(),
    ]

  private func outcome(_ analysis: any Analysis, _ trace: Trace, stop: StopSignal = .never) -> Unfinished? {
    do throws(Unfinished) {
      _ = try analysis.run(trace, layer: 0, stop: stop)
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsStoppedIsNotRefused() throws {
    let trace = try smallTrace(Cells.named("lstm")!)
    let stop = StopSignal()
    stop.set()
    for analysis in AnalysesTests.every {
      #expect(outcome(analysis, trace) == nil, "\(analysis)")
      #expect(outcome(analysis, trace, stop: stop) == .stopped, "\(analysis)")
    }
  }

  @Test func onlyAGlanceIsRefusedAndWithItsFigures() throws {
    let single = try smallTrace(Cells.named("gru")!, lossAt: .last)
    #expect(outcome(Flow(), single) == .refused(.singleLoss) && outcome(Flow(.full), single) == nil)
    let broken = rerun(single) { $0.x.pointer[0] = .nan }
    #expect(outcome(Reach(), broken) == .refused(.notFinite) && outcome(Reach(.full), broken) == nil)
    #expect(outcome(Check(t: nil), broken) == .refused(.notFinite))
    let large = handMade(hidden: 1025, dh: [1])
    #expect(outcome(Reach(), large) == .refused(.jacobiansTooLarge(rows: 1025, limit: 1024)))
  }

  @Test func whatIsRefusedLeavesNoTensors() throws {
    let single = try smallTrace(Cells.named("gru")!, lossAt: .last)
    #expect(try #require(Analyses.tensors(single, of: [Flow()])).isEmpty)
  }

  @Test func theJacobiansAreThoseOfTheirSample() throws {
    let trace = try smallTrace(Cells.named("gru")!)
    let second = try Reach(.full, sample: 1).run(trace, layer: 0)
    let spectra = try #require(JacobianSpectra(trace, layer: 0, sample: 1))
    #expect(second.spectra.singularValues == spectra.singularValues && second.exponents.count == 4)
    #expect(try Reach().run(trace, layer: 0).exponents.count == 3)
  }

  @Test func aWindowLeavesEachLayersGradientAndTheWeightsOnce() throws {
    let trace = try smallTrace(Cells.named("lstm")!, layers: 2)
    let names = try #require(Analyses.tensors(trace, of: [Truncated(window: 2, .full)])).map(\.name)
    #expect(
      names == ["truncated_dh_l0", "truncated_dh_l1"]
        + trace.gradients.entries.map { "truncated_grad.\($0.name)" })
  }

  @Test func oneTimestepWillDo() throws {
    let trace = try smallTrace(Cells.named("lstm")!) { $0.length = 1 }
    #expect(Analyses.tensors(trace) != nil)
    #expect(Truncation(trace, window: 1) != nil)
    #expect(try #require(GradientCheck(trace, layer: 0, t: 1, samples: 1)).isPassed)
  }
}
