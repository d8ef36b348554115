import Engine
import Recurrence
import Scope
import Testing

@testable import gradflow

/// A surface without a terminal: it presses each key of a script as soon as it is shown what that key waits for.
private final class ScriptedSurface: Surface {
  let size: (width: Int, height: Int)
  let look = Look()
  /// Every picture it was shown, as text.
  private(set) var pictures: [String] = []
  /// What else was asked of it.
  private(set) var calls: [String] = []
  private var script: [(seen: String, key: Key)]
  private let waiting = WakeUp()

  init(width: Int, height: Int, _ script: [(seen: String, key: Key)]) {
    (size, self.script) = ((width, height), script)
  }

  var descriptor: Int32 { waiting.descriptor }
  var keyDue: ContinuousClock.Instant? { nil }
  var writing: Int32? { nil }
  func push() {}

  func show(_ canvas: Canvas) {
    pictures.append(canvas.text)
    if let next = script.first, canvas.text.contains(next.seen) { waiting.signal() }
  }

  func nextKey() -> Key? {
    guard !waiting.drain().isEmpty else { return nil }
    return script.removeFirst().key
  }

  func resized() { calls.append("resized") }
  func redraw() { calls.append("redraw") }
  func suspend() { calls.append("suspend") }
  func resume() { calls.append("resume") }
}

@Suite("The run loop, without a terminal")
struct RunLoopTests {
  @Test("It shows what keys and the engine bring about, and ends when the program does", .timeLimit(.minutes(1)))
  func aScript() throws {
    let surface = ScriptedSurface(
      width: 80, height: 24,
      [
        ("‖∂L/∂h_t‖ in decades", .character("b")), ("BPTT at t = 20 of 20", .left),
        ("BPTT at t = 19 of 20", .control("L")), ("BPTT at t = 19 of 20", .control("Z")),
        ("BPTT at t = 19 of 20", .character("?")), ("how much each moment still teaches", .escape),
        ("BPTT at t = 19 of 20", .escape),
        ("back to the whole gradient", .mouse(x: 6, y: 3, button: .left)), ("t=1 unit 1", .character("n")),
        ("step 1", .character("q")),
      ])
    var experiment = Experiment()
    (experiment.length, experiment.hidden) = (20, 4)
    let wakeUp = WakeUp()
    let program = ExploreProgram(
      Session(experiment, isRunning: false), trainer: try Trainer(experiment), surface: surface, wakeUp: wakeUp)
    defer { program.close() }
    #expect(RunLoop(surface: surface, wakeUp: wakeUp).run(program) == nil)
    #expect(surface.calls == ["redraw", "suspend"])
    #expect(surface.pictures[0].contains("the first training step is under way"))
  }

  @Test("BPTT plays by itself at its pace, stops at t = 1, and the loop sleeps again", .timeLimit(.minutes(1)))
  func aPlay() throws {
    let surface = ScriptedSurface(
      width: 80, height: 24,
      [
        ("‖∂L/∂h_t‖ in decades", .character("b")), ("BPTT at t = 6 of 6", .character("+")),
        ("30 timesteps a second", .character(" ")), ("BPTT at t = 3 of 6", .character("-")),
        ("the sweep is at t = 1", .character("q")),
      ])
    var experiment = Experiment()
    (experiment.length, experiment.hidden) = (6, 4)
    let wakeUp = WakeUp()
    let program = ExploreProgram(
      Session(experiment, isRunning: false), trainer: try Trainer(experiment), surface: surface, wakeUp: wakeUp)
    defer { program.close() }
    #expect(RunLoop(surface: surface, wakeUp: wakeUp).run(program) == nil)
    #expect(program.session.tickInterval == nil && program.session.cursorTime == 0)
  }

  @Test("One picture for each key, and none after the last")
  func aPictureForAKey() {
    final class Counter: Program {
      var drawn = 0
      var pressed: [Key] = []
      var isFinished: Bool { pressed.last == .character("q") }
      func press(_ key: Key) { pressed.append(key) }
      func wake() -> Bool { false }
      func draw(on canvas: inout Canvas) {
        drawn += 1
        canvas.put("\(pressed.count)", x: 0, y: 0)
      }
    }
    let surface = ScriptedSurface(width: 9, height: 1, [("0", .up), ("1", .down), ("2", .character("q"))])
    let program = Counter()
    #expect(RunLoop(surface: surface, wakeUp: WakeUp()).run(program) == nil)
    #expect(surface.pictures == ["0", "1", "2"] && program.drawn == 3)
    #expect(program.pressed == [.up, .down, .character("q")])
  }

  @Test("Pictures are drawn while keys come without an end", .timeLimit(.minutes(1)))
  func aFlood() {
    final class Flood: Surface {
      let size = (width: 9, height: 1)
      let look = Look()
      var pictures = 0
      private let always = WakeUp()
      init() { always.signal() }
      var descriptor: Int32 { always.descriptor }
      var keyDue: ContinuousClock.Instant? { nil }
      var writing: Int32? { nil }
      func push() {}
      func show(_ canvas: Canvas) { pictures += 1 }
      func nextKey() -> Key? { pictures < 3 ? .character("x") : .character("q") }
      func resized() {}
      func redraw() {}
      func suspend() {}
      func resume() {}
    }
    let surface = Flood()
    #expect(RunLoop(surface: surface, wakeUp: WakeUp()).run(Presses()) == nil)
    #expect(surface.pictures >= 3)
  }

  @Test("A terminal that doesn't take a picture is shown no other until it has", .timeLimit(.minutes(1)))
  func aSlowTerminal() {
    final class Slow: Surface {
      let size = (width: 9, height: 1)
      let look = Look()
      var pictures: [String] = []
      private let keys = WakeUp()
      private let (reading, full) = WakeUp.pipe()!
      private var pressed = 0
      private var isBehind = false
      init() { keys.signal() }
      var descriptor: Int32 { keys.descriptor }
      var keyDue: ContinuousClock.Instant? { nil }
      /// Writable only once the third key was pressed.
      var writing: Int32? { isBehind ? (pressed < 3 ? reading : full) : nil }
      func push() { isBehind = false }
      func show(_ canvas: Canvas) {
        pictures.append(canvas.text)
        isBehind = pressed < 3
      }
      func nextKey() -> Key? {
        pressed += 1
        return pictures.count < 2 ? .character("x") : .character("q")
      }
      func resized() {}
      func redraw() {}
      func suspend() {}
      func resume() {}
    }
    let surface = Slow()
    #expect(RunLoop(surface: surface, wakeUp: WakeUp()).run(Presses()) == nil)
    #expect(surface.pictures.count == 2 && surface.pictures[0] == "0" && Int(surface.pictures[1])! >= 3)
  }
}

/// Counts the keys that it is given; q ends it.
private final class Presses: Program {
  private var count = 0
  private(set) var isFinished = false
  func press(_ key: Key) {
    count += 1
    isFinished = key == .character("q")
  }
  func wake() -> Bool { false }
  func draw(on canvas: inout Canvas) { canvas.put("\(count)", x: 0, y: 0) }
}
