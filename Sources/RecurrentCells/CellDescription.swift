/// A cell's names and equations as a reader meets them.
///
/// A class, since copying a structure would be code that the builds of the kernels share with the rest.
public final class CellDescription: Sendable {
  /// The name by which it is chosen, and the prefix of its weights: `lstm`.
  public let name: String
  /// The name in a title: `LSTM`.
  public let title: String
  /// The gates in the order of the weight rows.
  public let gates: [Gate]
  /// The states, h first.
  public let states: [String]
  /// The forward equations, a line each.
  public let equations: [String]
  /// The direct routes of the gradient past Wh, one per state: the state, and what it is multiplied by.
  public let elementwiseRoutes: [ElementwiseRoute]
  /// The paper and the variant.
  public let source: String

  /// A cell's description.
  public init(
    name: String, title: String, gates: [Gate], states: [String], equations: [String],
    elementwiseRoutes: [ElementwiseRoute], source: String
  ) {
    self.name = name
    self.title = title
    self.gates = gates
    self.states = states
    self.equations = equations
    self.elementwiseRoutes = elementwiseRoutes
    self.source = source
  }
}

/// One gate of a cell.
public struct Gate: Sendable {
  /// The name in the trace: `f`.
  public let name: String
  /// What it does: `forget gate`.
  public let title: String
  /// Whether a logistic function keeps it within 0 … 1; a candidate takes the activation's range.
  public let isLogistic: Bool
  /// Which bias setting moves it at the start, where one does.
  public let bias: Bias?

  /// A setting that adds to a gate's initial bias.
  public enum Bias: Sendable {
    /// The LSTM's forget bias: above 0, the cell keeps what it holds.
    case forget
    /// The GRU's update bias: above 0, z opens and the state is kept.
    case update
  }

  /// A gate squashed by the logistic function.
  public static func logistic(_ name: String, _ title: String, bias: Bias? = nil) -> Gate {
    Gate(name: name, title: title, isLogistic: true, bias: bias)
  }

  /// A candidate, squashed by the chosen activation.
  public static func candidate(_ name: String, _ title: String) -> Gate {
    Gate(name: name, title: title, isLogistic: false, bias: nil)
  }
}

/// A route by which a state's gradient passes to the timestep before without going through Wh.
public struct ElementwiseRoute: Sendable {
  /// The state: `c`.
  public let state: String
  /// The factor on it: `f`.
  public let factor: String

  /// The route of `state`, multiplied by `factor` each timestep.
  public init(state: String, factor: String) {
    self.state = state
    self.factor = factor
  }
}
