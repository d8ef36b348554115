import CKernels
import Foundation
import RecurrentCells
import Testing

@testable import Recurrence

/// Every build of the kernels that this processor can run, against the baseline.
struct KernelSetTests {
  private static let baseline = KernelSet.supported[0].kernels
  private static let wide = KernelSet.supported.dropFirst().map(\.name)

  private static func named(_ name: String) throws -> KernelSet {
    try #require(KernelSet.supported.first { $0.name == name }).kernels
  }

  private func normal(_ count: Int, _ index: UInt64) -> Tensor {
    let tensor = Tensor(shape: [count])
    var random = Random(seed: 4, purpose: .analysis, index: index)
    tensor.fillNormal(&random, scale: 1)
    return tensor
  }

  private func expect(_ a: Tensor, _ b: Tensor, within tolerance: Double, _ what: String) {
    #expect(a.norm > 0, "\(what)")
    for k in 0..<a.count {
      #expect(abs(a[flat: k] - b[flat: k]) <= tolerance * max(1, abs(a[flat: k])), "\(what) at \(k)")
    }
  }

  @Test(arguments: wide, Activation.allCases)
  func activationsAgree(_ name: String, _ activation: Activation) throws {
    let kernels = try KernelSetTests.named(name)
    var inputs: [Double] = [
      0, -0.0, .infinity, -.infinity, .nan, 745, -745, -746, 709.8, 710, -708.4, 1, -1, 20, 1e-300,
    ]
    var random = Random(seed: 3, purpose: .analysis)
    for _ in 0..<500 { inputs.append(80 * random.uniform() - 40) }
    for a in inputs {
      let (own, other) = (KernelSetTests.baseline.evaluate(activation, a), kernels.evaluate(activation, a))
      #expect(ulps(own.value, other.value) <= 4, "φ(\(a))")
      // A slope of 1 − y² keeps the rounding of y.
      #expect(own.slope.isNaN ? other.slope.isNaN : abs(own.slope - other.slope) <= 1e-15, "φ′(\(a))")
    }
  }

  @Test(arguments: wide, Cells.all.indices)
  func cellsAgree(_ name: String, _ index: Int) throws {
    let kernels = try KernelSetTests.named(name)
    #expect(kernels.cells.map(\.name) == KernelSetTests.baseline.cells.map(\.name))
    let (own, other) = (KernelSetTests.baseline.cells[index], kernels.cells[index])
    for units in [1, 7, 8, 9, 20] {
      let (a, b) = (run(own, units: units), run(other, units: units))
      for (k, (left, right)) in zip(a, b).enumerated() { expect(left, right, within: 1e-14, "\(own.name) \(k)") }
    }
  }

  /// One timestep forward and back on random numbers; what it wrote.
  private func run(_ cell: CellKind, units: Int) -> [Tensor] {
    let (batch, states, gates) = (2, cell.states.count, cell.gates.count)
    let plane = batch * units
    let (ax, ah) = (normal(gates * plane, 1), normal(gates * plane, 2))
    let (previous, arriving) = (normal(states * plane, 3), normal(states * plane, 4))
    let state = Tensor(shape: [states * plane]), value = Tensor(shape: [gates * plane])
    let saved = Tensor(shape: [cell.savedCount * plane])
    cell.forward(
      ForwardStep(
        batch: batch, units: units, ax: ax.pointer, ah: ah.pointer, previous: previous.pointer, state: state.pointer,
        statePlane: plane, gates: value.pointer, saved: saved.pointer, plane: plane), .tanh)
    let dState = Tensor(shape: [states * plane]), dGates = Tensor(shape: [gates * plane])
    let (dax, dah) = (Tensor(shape: [gates * plane]), Tensor(shape: [gates * plane]))
    let dPrevious = Tensor(shape: [states * plane])
    cell.backward(
      BackwardStep(
        batch: batch, units: units, gates: value.pointer, saved: saved.pointer, plane: plane,
        previous: previous.pointer, statePlane: plane, arriving: arriving.pointer, arrivingPlane: plane,
        dState: dState.pointer, dGates: dGates.pointer, dPlane: plane, dax: dax.pointer, dah: dah.pointer,
        dPrevious: dPrevious.pointer))
    return [state, value, saved, dState, dGates, dax, dah] + (cell.elementwise ? [dPrevious] : [])
  }

  @Test(arguments: wide)
  func productsSumsAndUpdatesAgree(_ name: String) throws {
    let kernels = try KernelSetTests.named(name)
    for (samples, rows, columns) in [(1, 5, 20), (1, 20, 80), (2, 80, 20), (19, 3, 131), (8, 17, 56)] {
      let (x, matrix) = (normal(samples * rows, 5), normal(rows * columns, 6))
      let outputs = [KernelSetTests.baseline, kernels].map { set in
        let (product, sum) = (normal(samples * columns, 7), normal(columns, 8))
        let packed = PackedMatrix(rows: rows, columns: columns, isForOne: samples == 1, kernels: set)
        packed.pack(matrix.pointer)
        packed.multiply(x.pointer, samples: samples, into: product.pointer)
        set.addRows(RowSum(matrix: matrix.pointer, y: sum.pointer, rows: rows, columns: columns, rowStride: columns))
        return (product, sum)
      }
      expect(outputs[0].0, outputs[1].0, within: 1e-13, "product \(samples) × \(rows) × \(columns)")
      expect(outputs[0].1, outputs[1].1, within: 1e-14, "sum \(rows) × \(columns)")
    }
    let g = normal(19, 9)
    let updated = [KernelSetTests.baseline, kernels].map { set in
      let (p, m, s) = (normal(19, 10), normal(19, 11), Tensor(shape: [19], values: Array(repeating: 0.25, count: 19)))
      set.adam(
        AdamUpdate(p: p.pointer, m: m.pointer, s: s.pointer, g: g.pointer, count: 19, step: 0.1, scale: 1.5))
      return [p, m, s]
    }
    for k in 0..<3 { expect(updated[0][k], updated[1][k], within: 1e-15, "update \(k)") }
  }
}

extension CellKind {
  fileprivate var elementwise: Bool { !description.elementwiseRoutes.isEmpty }
}
