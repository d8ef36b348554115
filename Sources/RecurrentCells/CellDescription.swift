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
  /// The backward equations, a line each, in the order in which they are worked out.
  public let backwardEquations: [BackwardEquation]
  /// The direct routes of the gradient past Wh, one per state: the state, and what it is multiplied by.
  public let elementwiseRoutes: [ElementwiseRoute]
  /// The paper and the variant.
  public let source: String

  /// A cell's description.
  public init(
    name: String, title: String, gates: [Gate], states: [String], equations: [String],
    backwardEquations: [BackwardEquation], elementwiseRoutes: [ElementwiseRoute], source: String
  ) {
    self.name = name
    self.title = title
    self.gates = gates
    self.states = states
    self.equations = equations
    self.backwardEquations = backwardEquations
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

/// One line of a cell's backward equations at t: what it yields, and from what. Without an index a name is of t; in what
/// comes from t+1, of t+1. ah_n is Wh_n·h_(t−1) + bh_n.
public struct BackwardEquation: Sendable {
  /// What an equation can yield.
  public enum Quantity: Sendable {
    /// The part of ∂L/∂h_t that comes from t+1.
    case recurrent
    /// What comes from t+1 into a state beside h, unit by unit.
    case arriving
    /// The total ∂L/∂ of a state beside h.
    case state
    /// δ = ∂L/∂ax of a gate, before its squashing.
    case delta
    /// ∂L/∂ah of a gate, where it is not δ.
    case recurrentDelta
  }

  /// What it yields.
  public let quantity: Quantity
  /// The state's or the gate's name.
  public let name: String
  /// The right-hand side: `∂L/∂c ⊙ g ⊙ i(1−i)`.
  public let terms: String

  /// The line that yields this of the state or gate of that name.
  public init(_ quantity: Quantity, _ name: String, _ terms: String) {
    self.quantity = quantity
    self.name = name
    self.terms = terms
  }
}
