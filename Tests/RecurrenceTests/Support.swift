import Foundation
import Testing

@testable import Recurrence

/// The fixtures that make_fixtures.py wrote.
enum Fixture {
  static func path(_ name: String) -> String {
    Bundle.module.bundleURL.appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }

  /// The names in a folder with that ending, without it.
  static func names(in folder: String, ending: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return all.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  static func open(_ name: String) throws -> SafetensorsFile { try SafetensorsFile(reading: path(name)) }
}

extension Tensor {
  func fill(_ values: [Double]) {
    precondition(values.count == count)
    for k in 0..<count { pointer[k] = values[k] }
  }

  func fillNormal(_ random: inout Random, scale: Double) {
    for k in 0..<count { pointer[k] = scale * random.normal() }
  }
}

extension SafetensorsFile {
  /// Numbers of any type as doubles.
  func numbers(_ name: String) throws -> [Double] {
    isInteger(name) ? try integers(name).map(Double.init) : try doubles(name)
  }
}

/// The largest difference in units of the largest expected value; 0 where both are all zero.
func deviation(_ found: ArraySlice<Double>, _ expected: ArraySlice<Double>) -> Double {
  guard found.count == expected.count else { return .infinity }
  let largest = expected.reduce(0) { max($0, abs($1)) }
  var worst = 0.0
  for (a, b) in zip(found, expected) {
    if a == b { continue }
    let difference = largest == 0 ? .infinity : abs(a / largest - b / largest)
    if !(difference <= worst) { worst = difference }
  }
  return worst
}

/// The same, at the worst of `rows` equal parts.
func deviation(_ found: [Double], _ expected: [Double], rows: Int = 1) -> Double {
  guard found.count == expected.count, expected.count % rows == 0 else { return .infinity }
  let row = expected.count / rows
  return (0..<rows).map { deviation(found[($0 * row)..<(($0 + 1) * row)], expected[($0 * row)..<(($0 + 1) * row)]) }
    .reduce(0) { $1 <= $0 ? $0 : $1 }
}

/// The distance in units in the last place.
func ulps(_ a: Double, _ b: Double) -> Double {
  if a == b || (a.isNaN && b.isNaN) { return 0 }
  return a.isFinite && b.isFinite ? abs(a - b) / max(b.ulp, .leastNonzeroMagnitude) : .infinity
}

/// A network's one step outside any trainer: data and parameters filled by hand.
struct Rig {
  let trace: Trace
  let network: Network

  init(_ shape: Shape, activation: Activation = .tanh, loss: Loss = .mse, seed: UInt64 = 7, scale: Double = 0.5) {
    var experiment = Experiment()
    experiment.cell = shape.cell
    experiment.activation = activation
    trace = Trace(shape: shape, experiment: experiment, loss: loss)
    network = Network(shape)
    var random = Random(seed: seed, purpose: .analysis)
    trace.x.fillNormal(&random, scale: 1)
    trace.parameters.all.fillNormal(&random, scale: scale)
    for k in 0..<trace.target.count {
      trace.target.pointer[k] =
        loss == .mse ? random.normal() : Double(Int.random(in: 0..<shape.outputs, using: &random))
    }
  }

  /// A step; its tensors are the rig's own, so that another step overwrites them.
  @discardableResult
  func run(_ clipping: Clipping = .off) -> Trace {
    var step = trace
    step.experiment.clipping = clipping
    #expect(network.run(&step))
    return step
  }
}

extension Shape {
  /// No two sizes are equal.
  static func small(
    _ cell: CellKind, layers: Int = 1, length: Int = 5, hidden: Int = 4, lossAt: LossPosition = .last
  ) -> Shape {
    Shape(
      cell: cell, layers: layers, inputs: 3, hidden: hidden, outputs: 6, length: length, batch: 2, lossAt: lossAt)
  }
}

/// Settings of a network in which no two sizes are equal.
func smallExperiment(_ cell: String = "lstm", _ change: (inout Experiment) -> Void = { _ in }) throws -> Experiment {
  var experiment = Experiment()
  experiment.cell = try #require(Cells.named(cell))
  (experiment.inputs, experiment.hidden, experiment.outputs) = (3, 9, 4)
  (experiment.length, experiment.batch, experiment.layers) = (11, 5, 2)
  experiment.learningRate = 0.05
  change(&experiment)
  return experiment
}

/// Every number of a trace, by its bits.
func bits(_ trace: Trace) -> [UInt64] { tensors(trace).flatMap { $0.values.map(\.bitPattern) } }

/// Whether every number of two traces has the same bits.
func sameBits(_ a: Trace, _ b: Trace) -> Bool {
  let (a, b) = (tensors(a), tensors(b))
  return a.map(\.shape) == b.map(\.shape)
    && zip(a, b).allSatisfy { a, b in
      a.withValues { a in b.withValues { b in memcmp(a.baseAddress!, b.baseAddress!, 8 * a.count) == 0 } }
    }
}

private func tensors(_ trace: Trace) -> [Tensor] {
  var tensors = [trace.x, trace.target, trace.y, trace.dy, trace.losses]
  tensors += [trace.parameters.all, trace.gradients.all, trace.clipped.all]
  for layer in trace.layers {
    tensors += [layer.states, layer.gates, layer.dStates, layer.dGates, layer.dhDirect, layer.dhRecurrent]
  }
  return tensors
}

/// A value of a setting that is not the one in force.
func otherValue(of setting: Setting, in experiment: Experiment = Experiment()) throws -> String {
  let usual = setting.get(experiment)
  return try #require(
    (setting.choices.filter { !$0.hasSuffix(":") } + ["3", "2"]).first {
      var changed = experiment
      return $0 != usual && (try? setting.set(&changed, $0)) != nil && setting.get(changed) != usual
    })
}
