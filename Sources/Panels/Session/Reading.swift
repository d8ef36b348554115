import Recurrence

/// What the screen shows of one layer of a trace, worked out once, off the thread that reads keys.
public struct Reading: Sendable {
  /// Norms at each timestep.
  public let profile: GradientProfile
  /// What becomes of the gradient.
  public let verdict: Verdict
  /// ∂L/∂h_t, timesteps × units.
  public let dh: Grid
  /// What was wanted beside it.
  public let extras: Extras
  /// The gates as the trace has them, then the states that the cell shows: C of an LSTM, h of an RNN.
  public let planes: [Plane]

  /// The readings of all layers, bottom first.
  public static func all(_ trace: Trace, wanted: Set<Wanted> = [], stop: StopSignal = StopSignal()) -> [Reading] {
    (0..<trace.shape.layers).map { Reading(trace, layer: $0, wanted: wanted, stop: stop) }
  }

  /// The reading of a layer.
  public init(_ trace: Trace, layer: Int, wanted: Set<Wanted> = [], stop: StopSignal = StopSignal()) {
    let cell = trace.shape.cell
    let layerTrace = trace.layers[layer]
    profile = GradientProfile(trace, layer: layer)
    verdict = Verdict(trace, layer: layer, profile: profile)
    dh = Grid(layerTrace.dh)
    extras = Extras(trace, layer: layer, wanted: wanted, stop: stop)
    var planes = cell.recordedGates.map { index, gate in
      Plane(
        name: gate.name, title: gate.title, kind: gate.isLogistic ? .logistic : .signed,
        grid: Grid(layerTrace.gate(index)), statistics: GateStatistics(trace, layer: layer, gate: index))
    }
    // The hidden state of a gated cell is a gate times something; of the others it is all there is.
    for (k, state) in cell.states.enumerated() where k > 0 || planes.isEmpty {
      let title = state == "c" ? "cell state" : "hidden state"
      planes.append(
        Plane(name: state, title: title, kind: .signed, grid: Grid(layerTrace.state(k)), statistics: nil))
    }
    self.planes = planes
  }
}

/// One of the small heatmaps beside the gradient's.
public struct Plane: Sendable {
  /// Which colours suit its values.
  public enum Kind: Sendable { case logistic, signed }
  /// The name in the equations: `f`.
  public let name: String
  /// `forget gate`
  public let title: String
  /// Whether its values lie in 0 … 1, or around 0.
  public let kind: Kind
  /// The values.
  public let grid: Grid
  /// For a gate: how open it is.
  public let statistics: GateStatistics?
  /// The value of the largest magnitude.
  public var largest: Double { grid.value(columns: 0..<grid.columns, rows: 0..<grid.rows) }
}

/// A tensor (T, B, H) reduced to timesteps × units for the screen: over the batch, and over neighbours where there are
/// more than any screen has room for, the value of the largest magnitude. NaN and Inf win, so that none is hidden.
public struct Grid: Sendable {
  /// No screen shows more.
  static let most = (columns: 1024, rows: 256)

  /// Columns of time, and rows of units.
  public let columns: Int
  /// See `columns`.
  public let rows: Int
  private let values: [Double]  // (columns, rows)

  /// The reduction of a tensor.
  public init(_ tensor: Tensor) {
    let (length, batch, units) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let (columns, rows) = (min(length, Grid.most.columns), min(units, Grid.most.rows))
    (self.columns, self.rows) = (columns, rows)
    values = tensor.withValues { source in
      var values = [Double](repeating: 0, count: columns * rows)
      for t in 0..<length {
        let column = t * columns / length * rows
        for sample in 0..<batch {
          let row = (t * batch + sample) * units
          for unit in 0..<units {
            let at = column + unit * rows / units
            values[at] = Grid.larger(values[at], source[row + unit])
          }
        }
      }
      return values
    }
  }

  /// The value of the largest magnitude within a block; NaN where there is one.
  public func value(columns: Range<Int>, rows: Range<Int>) -> Double {
    var result = 0.0
    for column in columns {
      for row in rows { result = Grid.larger(result, values[column * self.rows + row]) }
    }
    return result
  }

  @inline(__always)
  private static func larger(_ a: Double, _ b: Double) -> Double {
    abs(b) > abs(a) || b.isNaN ? b : a
  }
}

/// The fixed scale of the gradient's colours: a span of decades that moves by key and never by itself.
public struct HeatScale: Sendable, Equatable {
  /// log10 of the magnitudes at the ends.
  public var lowest = -12.0
  /// See `lowest`.
  public var highest = 2.0
  /// Whether colour tells the sign, on a symmetric logarithmic scale, or the magnitude.
  public var isSigned = false

  /// The default scale.
  public init() {}

  /// Where a magnitude of so many decades lies on the scale; below 0 or above 1 where it is beyond it.
  public func position(decades: Double) -> Double { (decades - lowest) / (highest - lowest) }

  /// `1e-12 … 1e+2`
  public var title: String { "1e\(Int(lowest)) … 1e\(highest < 0 ? "" : "+")\(Int(highest))" }
}
