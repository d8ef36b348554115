import Engine
import Scope
import Recurrence

/// The interactive program: hands keys to the session, the session's orders to the engine, and the engine's reports
/// back; draws what comes of it.
final class ExploreProgram: Program {
  private(set) var session: Session
  private let engine: ThreadedEngine
  private let terminal: NcursesTerminal

  /// A program on a terminal that begins to train at once.
  init(_ session: Session, trainer: sending Trainer, terminal: NcursesTerminal, wakeUp: WakeUp) {
    self.session = session
    self.terminal = terminal
    engine = ThreadedEngine(session.orders, trainer: trainer) { wakeUp.signal() }
  }

  var isFinished: Bool { session.isQuitting }

  func press(_ key: Key) -> Bool {
    if case .mouse(let x, let y, let button) = key {
      switch button {
      case .left: session.apply(.point(x: x, y: y))
      case .wheelUp: session.apply(.moveUnit(by: -1))
      case .wheelDown: session.apply(.moveUnit(by: 1))
      case .middle, .right: return false
      }
      engine.follow(session.orders)
      return true
    }
    guard key != .resize else { return true }
    guard let action = KeyBindings.action(for: key, in: session) else {
      session.tellUnknown(key)
      return true
    }
    switch action {
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    default:
      session.apply(action)
      engine.follow(session.orders)
    }
    return true
  }

  func wake() -> Bool {
    var isNew = false
    while let report = engine.fetch() {
      session.receive(report)
      isNew = true
    }
    // A refusal puts the old settings back into force.
    if isNew { engine.follow(session.orders) }
    return isNew
  }

  func draw(on canvas: inout Canvas) {
    (canvas, session.placement) = Screen.draw(session, width: canvas.width, height: canvas.height, look: canvas.look)
  }

  /// Ends the training.
  func close() { engine.close() }
}
