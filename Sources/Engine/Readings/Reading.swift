import Recurrence

/// What the screen shows of one layer of a trace, worked out once, off the thread that reads keys.
public struct Reading: Sendable {
  /// Norms at each timestep.
  public let profile: GradientProfile
  /// What becomes of the gradient.
  public let verdict: Verdict
  /// ∂L/∂h_t, timesteps × units.
  public let dh: Grid
  /// The gates as the trace has them, then the states that the cell shows: C of an LSTM, h of an RNN.
  public let planes: [Plane]
  private let findings: Findings

  /// The readings of all layers, bottom first.
  public static func all(_ trace: Trace, wanted: Set<AnyAnalysis> = [], stop: StopSignal = .never) -> [Reading] {
    (0..<trace.shape.layers).map { Reading(trace, layer: $0, wanted: wanted, stop: stop) }
  }

  /// The reading of a layer.
  public init(_ trace: Trace, layer: Int, wanted: Set<AnyAnalysis> = [], stop: StopSignal = .never) {
    let cell = trace.shape.cell
    let layerTrace = trace.layers[layer]
    profile = GradientProfile(trace, layer: layer)
    verdict = Verdict(trace, layer: layer, profile: profile)
    dh = Grid(layerTrace.dh)
    findings = Findings(trace, layer: layer, wanted: wanted, stop: stop)
    var planes = cell.recordedGates.map { index, gate in
      Plane(
        name: gate.name, gate: gate, values: layerTrace.gate(index),
        statistics: GateStatistics(trace, layer: layer, gate: index))
    }
    // The hidden state of a gated cell is a gate times something; of the others it is all there is.
    for (k, state) in cell.states.enumerated() where k > 0 || planes.isEmpty {
      planes.append(Plane(name: state, gate: nil, values: layerTrace.state(k), statistics: nil))
    }
    self.planes = planes
  }

  /// What an analysis found, if it was wanted.
  public subscript<A: Analysis>(_ analysis: A) -> Finding<A.Value> { findings[analysis] }

  /// What was found by the analysis of that type that was wanted, whichever it was: while a key changes what is asked,
  /// the last answer stays on show.
  public func last<A: Analysis>(_ type: A.Type) -> A.Value? { findings.last(type) }
}

/// One of the small heatmaps beside the gradient's.
public struct Plane: Sendable {
  /// Which colours suit its values.
  public enum Kind: Sendable { case logistic, signed }
  /// The name in the equations: `f`.
  public let name: String
  /// The gate whose values these are; nil for a state's.
  public let gate: Gate?
  /// Whether its values lie in 0 … 1, or around 0.
  public let kind: Kind
  /// The values.
  public let grid: Grid
  /// For a gate: how open it is.
  public let statistics: GateStatistics?
  /// The value of the largest magnitude.
  public let largest: Double

  init(name: String, gate: Gate?, values: Tensor, statistics: GateStatistics?) {
    (self.name, self.gate, self.statistics) = (name, gate, statistics)
    kind = gate?.isLogistic == true ? .logistic : .signed
    grid = Grid(values, pooling: kind == .logistic ? .mean : .largest)
    largest = grid.fitted(width: 1, height: 1)[0]
  }
}
