import ArgumentParser
import Glibc
import Scope
import Recurrence

/// The interactive program.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train live in the terminal and watch ∂L/∂h_t.")

  @OptionGroup var options: ExperimentOptions
  @Flag(help: "draw with ASCII alone") var ascii = false
  @Flag(help: "begin paused, at step 0") var paused = false

  func run() throws {
    let (experiment, weights) = try options.resolve()
    // What can't be trained is told before the terminal is taken.
    let session = Session(experiment, isRunning: !paused)
    let trainer = try Trainer(experiment, weights: weights)
    let terminal = try NcursesTerminal(ascii: ascii)
    let wakeUp = WakeUp()
    let program = ExploreProgram(session, trainer: trainer, surface: terminal, wakeUp: wakeUp)
    Signals.install()
    let signal = RunLoop(surface: terminal, wakeUp: wakeUp).run(program)
    program.close()
    terminal.close()
    if let signal { Signals.die(of: signal) }
    // Without exit handlers: OpenBLAS's would take away what the engine's thread may still be computing with.
    _exit(EXIT_SUCCESS)
  }
}
