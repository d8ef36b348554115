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
  private let subject: Subject
  private var findings = Findings()

  /// The readings of all layers, bottom first, with what is wanted of each.
  public static func all(_ trace: Trace, wanted: Set<AnyAnalysis> = []) -> [Reading] {
    var readings = (0..<trace.shape.layers).map { Reading(trace, layer: $0) }
    readings.make(wanted)
    return readings
  }

  /// The reading of a layer, without analyses.
  public init(_ trace: Trace, layer: Int) {
    let cell = trace.shape.cell
    let layerTrace = trace.layers[layer]
    profile = GradientProfile(trace, layer: layer)
    verdict = Verdict(trace, layer: layer, profile: profile)
    dh = Grid(layerTrace.dh)
    subject = Subject(trace, layer: layer, profile: profile, verdict: verdict)
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

  fileprivate mutating func make(_ wanted: [any Analysis], stop: StopSignal, progress: (Double) -> Void) {
    findings.make(wanted, of: subject, stop: stop, progress: progress)
  }
}

extension [Reading] {
  /// Makes the analyses that are wanted of each layer and not there yet, and drops those that are wanted no more; what
  /// `stop` stops is left out. `progress` hears the share done of a layer's.
  mutating func make(
    _ wanted: Set<AnyAnalysis>, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) {
    for layer in indices {
      self[layer].make(
        wanted.filter { Swift.min($0.layer, count - 1) == layer }.map(\.base), stop: stop, progress: progress)
    }
  }
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
