import Engine
import Recurrence

extension Canvas {
  /// What an analysis found; where it found nothing, that it is under way, or why it can't be made, is drawn.
  mutating func finding<Value>(_ finding: Finding<Value>, _ scene: Scene, in area: Rect) -> Value? {
    switch finding {
    case .done(let value): return value
    case .notYet: notYet(scene, in: area)
    case .refused(let refusal): put("  \(scene.words.line(refusal))", in: area, style: Style(.warning))
    }
    return nil
  }
}
