import Testing

@testable import Recurrence

struct ClippingTests {
  private func apply(_ mode: Clipping.Mode, _ threshold: Double, _ values: [Double]) -> (values: [Double], cut: Int) {
    let tensor = Tensor(shape: [values.count], values: values)
    let cut = Clipping(mode, threshold: threshold)
      .apply(to: UnsafeMutableBufferPointer(start: tensor.pointer, count: tensor.count), norm: tensor.norm)
    return (tensor.values, cut)
  }

  @Test func byValue() {
    let (values, cut) = apply(.value, 2, [-3, -2, 1, 2, 2.5, .infinity, -.infinity])
    #expect(values == [-2, -2, 1, 2, 2, 2, -2])
    #expect(cut == 4)
    #expect(apply(.value, 2, [.nan, 3]).values[0].isNaN)
  }

  @Test func byNorm() {
    #expect(apply(.norm, 5, [3, -4]) == ([3, -4], 0))
    let (values, cut) = apply(.norm, 2.5, [3, -4])
    #expect(values == [1.5, -2])
    #expect(cut == 2)
    #expect(apply(.norm, 1, [.nan, 3]).values[0].isNaN)
  }

  /// No norm is as good as another once it is Inf or NaN: nothing of the direction is left to keep.
  @Test func whatIsNotFiniteIsNotHidden() {
    let (values, cut) = apply(.norm, 1, [3, .infinity, -2])
    #expect(values[1].isNaN && values[0] == 0 && values[2] == 0 && cut == 3)
    #expect(apply(.norm, 1, [3, .nan, -2]).cut == 0)
    #expect(apply(.norm, 1, [3, .nan, -2]).values[2] == -2)
    #expect(apply(.value, 1, [.nan, 0.5]).cut == 0)
    #expect(apply(.norm, 1, [1e300, -1e300]).values.allSatisfy { abs(abs($0) - 0.5.squareRoot()) < 1e-15 })
    #expect(apply(.norm, 1e-300, [3e-290, 4e-290]).values.allSatisfy { $0 < 1e-300 && $0 > 5e-301 })
  }

  @Test(arguments: [Clipping.Mode.bpttValue, .bpttNorm])
  func notANumberFlowsBackThroughTheCuts(_ mode: Clipping.Mode) throws {
    let rig = Rig(.small(try #require(Cells.named("rnn")), lossAt: .every))
    rig.trace.target.pointer[2 * 2 * 6] = .nan  // t = 3, the first sample
    let dh = rig.run(Clipping(mode, threshold: 1e-3)).layers[0].dh
    for t in 0..<5 {
      #expect(dh[t][0].values.allSatisfy { $0.isNaN } == (t <= 2), "t = \(t + 1)")
      // A norm is of the whole batch; yet NaN is no reason to cut, so the second sample stays as it was.
      #expect(dh[t][1].values.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: [Clipping.Mode.off, .bpttValue, .bpttNorm])
  func theOtherModesLeaveTheUpdateAlone(_ mode: Clipping.Mode) {
    #expect(apply(mode, 0.1, [3, -4]) == ([3, -4], 0))
  }

  /// What flows back is what was cut: within θ at each t, and the gradient of a network run with those cuts.
  @Test(arguments: Cells.all.map(\.name), [Clipping.Mode.bpttValue, .bpttNorm])
  func insideBPTT(_ name: String, _ mode: Clipping.Mode) throws {
    let rig = Rig(.small(try #require(Cells.named(name)), layers: 2, lossAt: .every), scale: 1)
    let plain = rig.run().layers[1].dh.values
    let threshold = 0.5 * rig.trace.layers[1].dh[2].norm
    let report = rig.run(Clipping(mode, threshold: threshold)).clipReport
    #expect(report.isClipped && report.timestepShare > 0 && report.componentShare > 0)
    #expect(report.timestepShare <= 1 && report.componentShare <= report.timestepShare)
    var cutTimesteps = 0
    for layer in rig.trace.layers {
      for t in 0..<rig.trace.shape.length {
        let sum = zip(layer.dhDirect[t].values, layer.dhRecurrent[t].values).map(+)
        let tensor = Tensor(shape: [sum.count], values: sum)
        let uncut = tensor.norm
        var clips = BackwardClipReport()
        clips.clip(
          UnsafeMutableBufferPointer(start: tensor.pointer, count: sum.count), Clipping(mode, threshold: threshold))
        cutTimesteps += clips.timesteps
        #expect(layer.dh[t].values == tensor.values)
        if mode == .bpttNorm {
          #expect(layer.dh[t].norm <= threshold * (1 + 1e-15))
          #expect((clips.timesteps == 1) == (uncut > threshold))
        }
        if mode == .bpttValue { #expect(layer.dh[t].values.allSatisfy { abs($0) <= threshold }) }
      }
    }
    #expect(abs(report.timestepShare - Double(cutTimesteps) / Double(2 * rig.trace.shape.length)) < 1e-15)
    #expect(rig.trace.layers[1].dh.values != plain)
    #expect(rig.run(Clipping(mode, threshold: 1e9)).clipReport.isClipped == false)
    #expect(rig.trace.layers[1].dh.values == plain, "a threshold out of reach changes nothing")
  }

  @Test func theTrainersReport() throws {
    var experiment = Experiment()
    experiment.length = 7
    experiment.hidden = 5
    experiment.clipping = Clipping(.norm, threshold: 1e-3)
    let trace = try #require(try Trainer(experiment).evaluate())
    #expect(trace.clipReport.isClipped && trace.clipReport.componentShare == 1)
    #expect(trace.clipReport.normBefore == trace.gradients.all.norm)
    #expect(abs(trace.clipReport.normAfter - 1e-3) < 1e-17)
    #expect(trace.clipped.all.norm == trace.clipReport.normAfter)
    experiment.clipping = Clipping(.value, threshold: 1e-4)
    let some = try #require(try Trainer(experiment).evaluate())
    let over = some.gradients.all.values.count { abs($0) > 1e-4 }
    #expect(over > 0 && over < some.gradients.all.count)
    #expect(some.clipReport.componentShare == Double(over) / Double(some.gradients.all.count))
    #expect(some.clipped.all.values == some.gradients.all.values.map { max(-1e-4, min(1e-4, $0)) })
    #expect(some.clipReport.normAfter < some.clipReport.normBefore && some.clipReport.timestepShare == 0)
    experiment.clipping = Clipping(.bpttNorm, threshold: 1e-3)
    let inside = try #require(try Trainer(experiment).evaluate())
    #expect(inside.clipReport.isClipped && inside.clipReport.timestepShare > 0 && inside.clipReport.componentShare > 0)
    #expect(inside.clipReport.normAfter == inside.clipReport.normBefore, "inside BPTT the update isn't cut again")
    #expect(inside.clipped.all.values == inside.gradients.all.values)
    experiment.clipping = Clipping(.value, threshold: 1e9)
    let uncut = try #require(try Trainer(experiment).evaluate())
    #expect(!uncut.clipReport.isClipped && uncut.clipReport.normAfter == uncut.clipReport.normBefore)
    #expect(uncut.clipped.all.values == uncut.gradients.all.values)
  }
}
