/// The fixed scale of the gradient's colours: a span of decades that moves by key and never by itself.
public struct HeatScale: Sendable, Equatable {
  /// log10 of the magnitudes at the ends.
  public var lowest = -12.0
  /// See `lowest`.
  public var highest = 2.0
  /// Whether colour tells the sign, on a symmetric logarithmic scale, or the magnitude.
  public var isSigned = false

  /// log10 of what counts as 1: 0, or that of ‖∂L/∂h_T‖, where gradients are told over it.
  public var origin = 0.0

  /// The default scale.
  public init() {}

  /// Where a magnitude of so many decades lies on the scale; below 0 or above 1 where it is beyond it.
  public func position(decades: Double) -> Double { (decades - origin - lowest) / (highest - lowest) }

  /// `1e-12 … 1e+2`
  public var title: String { "1e\(Int(lowest)) … 1e\(highest < 0 ? "" : "+")\(Int(highest))" }
}
