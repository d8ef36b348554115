import Engine
import Recurrence

/// Values to colours: the fixed scales that every heatmap uses.
enum ValueInk {
  /// A gradient on the fixed logarithmic scale: its magnitude, or with its sign around zero.
  static func gradient(_ value: Double, _ scale: HeatScale, through lens: FloatFormat? = nil) -> Role {
    switch lens?.fate(of: value) {
    case .flushed: return .zero
    case .overflowed: return .infinite
    default: break
    }
    if value.isNaN { return .nan }
    if value.isInfinite { return .infinite }
    if value == 0 { return .zero }
    let position = scale.position(decades: value.decades)
    if position < 0 { return .below }
    let level = min(1, position)
    return scale.isSigned ? .signed(value < 0 ? -level : level) : .heat(level)
  }

  /// A gate in 0 … 1, or a state around zero, linear.
  static func plane(_ value: Double, _ kind: Plane.Kind) -> Role {
    if value.isNaN { return .nan }
    if value.isInfinite { return .infinite }
    switch kind {
    case .logistic: return .gate(min(1, max(0, value)))
    case .signed: return .signed(min(1, max(-1, value)))
    }
  }
}
