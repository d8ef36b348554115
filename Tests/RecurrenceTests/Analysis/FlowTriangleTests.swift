import Testing

@testable import Recurrence

struct FlowTriangleTests {
  @Test(arguments: Cells.all, [1, 3])
  func theSourcesAddUpToTheTotal(cell: CellKind, layers: Int) throws {
    let trace = try smallTrace(cell, layers: layers)
    for layer in 0..<layers {
      let triangle = try #require(FlowTriangle(trace, layer: layer))
      #expect(triangle.sources == [1, 2, 3, 4, 5])
      let dh = trace.layers[layer].dh
      #expect(distance(triangle.sum, dh) <= 1e-13 * largest(dh.values))
    }
  }

  /// Each row against a BPTT with that timestep's loss alone.
  @Test(arguments: Cells.all)
  func eachSourceIsABPTTOfItsOwn(cell: CellKind) throws {
    let trace = try smallTrace(cell, layers: 2)
    for layer in [0, 1] {
      let triangle = try #require(FlowTriangle(trace, layer: layer))
      for source in 0..<5 {
        let (x, shape) = (trace.x, trace.shape)
        // The first s timesteps with a loss at the last: L_s.
        var short = shape
        short.length = source + 1
        short.lossAt = .last
        var alone = Trace(shape: short, experiment: trace.experiment, loss: trace.lossKind)
        alone.experiment.clipping = .off
        alone.x.pointer.update(from: x.pointer, count: alone.x.count)
        alone.target.copy(from: trace.target[source])
        alone.parameters.copy(from: trace.parameters)
        #expect(Network(short).run(&alone))
        let wanted = GradientProfile.norms(alone.layers[layer].dh) + Array(repeating: 0, count: 4 - source)
        let found = triangle.norms[source].values
        for t in 0..<5 { #expect(abs(found[t] - wanted[t]) <= 1e-13 * largest(wanted)) }
      }
    }
  }

  @Test func manyTimestepsAreSampledEvenlyAndASingleLossIsOneSource() throws {
    let long = try smallTrace(Cells.named("gru")!) { $0.length = 23 }
    var shares: [Double] = []
    let triangle = try #require(FlowTriangle(long, layer: 0, maximumSources: 4) { shares.append($0) })
    #expect(triangle.sources == [5, 11, 17, 23])
    #expect(triangle.norms.shape == [4, 23])
    let all = try #require(FlowTriangle(long, layer: 0))
    for (row, source) in triangle.sources.enumerated() {
      #expect(distance(triangle.norms[row], all.norms[source - 1]) < 1e-15)
    }
    for limit in [0, 1] {
      let one = try #require(FlowTriangle(long, layer: 0, maximumSources: limit))
      #expect(one.sources == [23])
    }
    #expect(shares.count == 23 && shares.last == 1)

    let last = try smallTrace(Cells.named("lstm")!, lossAt: .last)
    let single = try #require(FlowTriangle(last, layer: 0))
    #expect(single.sources == [5])
    #expect(distance(single.sum, last.layers[0].dh) < 1e-15)

    let stop = StopSignal()
    stop.set()
    #expect(FlowTriangle(last, layer: 0, stop: stop) == nil)
  }
}
