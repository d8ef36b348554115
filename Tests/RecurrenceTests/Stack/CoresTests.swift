import RecurrentCells
import Testing

@testable import Recurrence

/// A step's bits are the same on any number of cores.
struct CoresTests {
  /// For all tests, since a crew's threads never end.
  private static let crews = (1...3).map { Crew(cores: $0) }

  /// Enough to be worth sharing; no two sizes equal, and samples that don't fall into equal shares.
  private func shape(_ cell: CellKind, layers: Int, hidden: Int, batch: Int, _ lossAt: LossPosition) -> Shape {
    Shape(
      cell: cell, layers: layers, inputs: 37, hidden: hidden, outputs: 3, length: 40, batch: batch, lossAt: lossAt)
  }

  @Test(arguments: Cells.all, LossPosition.allCases)
  func theirNumberChangesNoBit(_ cell: CellKind, _ lossAt: LossPosition) {
    for (layers, hidden, batch, modes) in [
      (1, 64, 23, [Clipping.Mode.off]), (2, 61, 18, [.norm, .bpttNorm, .bpttValue]),
    ] {
      let rig = Rig(shape(cell, layers: layers, hidden: hidden, batch: batch, lossAt))
      for mode in modes {
        var experiment = rig.trace.experiment
        experiment.clipping = Clipping(mode, threshold: 1e-3)
        let traces = Self.crews.map { crew in
          var trace = Trace(rerunning: rig.trace, under: experiment)
          #expect(Network(trace.shape, crew: crew).run(&trace, window: 30))
          return trace
        }
        for (cores, trace) in zip(1..., traces) {
          #expect(sameBits(trace, traces[0]), "\(layers) layers, clipping \(mode), \(cores) cores")
          #expect(trace.clipReport == traces[0].clipReport)
        }
        #expect(traces[0].clipReport.isClipped == (mode != .off))
      }
    }
  }

  /// Samples of other lengths, from and to states of their own.
  @Test(arguments: Cells.all)
  func norDoesItWhereLengthsDiffer(_ cell: CellKind) {
    let shape = shape(cell, layers: 2, hidden: 61, batch: 18, .every)
    let rig = Rig(shape)
    var random = Random(seed: 5, purpose: .analysis)
    func tensors(_ shape: [Int]) -> [Tensor] {
      [0, 1].map { _ in
        let tensor = Tensor(shape: shape)
        tensor.fillNormal(&random, scale: 1)
        return tensor
      }
    }
    let (initial, final) = (tensors([cell.states.count, 18, 61]), tensors([cell.states.count, 18, 61]))
    let spans = (0..<18).map { (1 + $0 % 5)...(40 - 2 * $0) }
    let batch = Batch(x: rig.trace.x, spans: spans, initial: initial)
    let head = RecordedGradients(dh: tensors([40, 18, 61])[0], final: final)
    let traces = Self.crews.map { crew in
      let trace = Trace(rerunning: rig.trace, under: rig.trace.experiment)
      let report = Stack(shape, crew: crew).run(
        trace.parameters, gradients: trace.gradients, batch, trace: trace.layers, head: head, activation: .tanh)
      #expect(report != nil)
      return trace
    }
    for (cores, trace) in zip(1..., traces) { #expect(sameBits(trace, traces[0]), "\(cores) cores") }
    #expect(traces[0].gradients.all.norm > 0)
  }

  /// A row of a product is the same whichever rows are with it.
  @Test func aRowIsTheSameAmongOthers() {
    for (name, kernels) in KernelSet.supported {
      let (samples, rows, columns) = (23, 61, 83)
      var random = Random(seed: 2, purpose: .analysis)
      let (x, m, start) = (
        Tensor(shape: [samples, rows]), Tensor(shape: [rows, columns]), Tensor(shape: [samples, columns])
      )
      for tensor in [x, m, start] { tensor.fillNormal(&random, scale: 1) }
      let packed = PackedMatrix(rows: rows, columns: columns, isForOne: false, kernels: kernels)
      packed.pack(m.pointer)
      let whole = start.copy()
      packed.multiply(x.pointer, samples: samples, into: whole.pointer)
      for first in 0..<samples {
        for count in 1...(samples - first) {
          let part = start.copy()
          packed.multiply(
            x.pointer + first * rows, samples: count, into: part.pointer + first * columns, fromEnd: count % 2 == 1)
          for row in first..<(first + count) {
            #expect(part[row].values == whole[row].values, "\(name): \(count) rows from \(first) on")
          }
        }
      }
    }
  }

  /// A step that is stopped ends between two timesteps in every share.
  @Test func whatIsStoppedEndsEverywhere() {
    let rig = Rig(shape(Cells.all[0], layers: 2, hidden: 61, batch: 18, .last))
    let stop = StopSignal()
    stop.set()
    var trace = rig.trace
    #expect(!Network(trace.shape, crew: Self.crews[2]).run(&trace, stop: stop))
    stop.clear()
    #expect(Network(trace.shape, crew: Self.crews[2]).run(&trace, stop: stop))
  }
}
