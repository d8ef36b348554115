import ArgumentParser
import Glibc
import Scope
import Recurrence

/// The interactive program.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train live in the terminal and watch ∂L/∂h_t.")

  @OptionGroup var options: ExperimentOptions
  @Flag(inversion: .prefixedNo, help: "draw with ASCII alone") var ascii: Bool?
  @Option(help: "the background that the colours are for; auto asks the terminal") var theme: ThemeChoice?
  @Flag(help: "begin paused, at step 0") var paused = false

  func run() throws {
    let (experiment, weights) = try options.resolve()
    let file = try ScreenSettings.fromFile()
    let log = try DebugLog.fromEnvironment()
    // What can't be trained is told before the terminal is taken.
    let session = Session(experiment, weights: weights?.name, isRunning: !paused)
    let trainer = try Trainer(experiment, weights: weights?.parameters)
    // Before ncurses sees them: it would take SIGTSTP itself, and be deaf to it while it paints.
    Signals.install()
    let terminal = try Terminal(
      ascii: ascii ?? file.ascii ?? false, theme: (theme ?? file.theme)?.theme)
    log?("\(Gradflow.configuration.version), process \(getpid()): \(settings(of: experiment))")
    log?("TERM \(getenv("TERM").map { String(cString: $0) } ?? ""), \(terminal.look), \(terminal.size)")
    let wakeUp = WakeUp()
    let program = ExploreProgram(session, trainer: trainer, surface: terminal, wakeUp: wakeUp)
    let loop = RunLoop(surface: terminal, wakeUp: wakeUp)
    loop.log = log
    let shown: any Program = log.map { LoggedProgram(program, log: $0) } ?? program
    let signal = loop.run(shown)
    log?("end" + (signal.map { ", by signal \($0)" } ?? ""))
    program.close()
    terminal.close()
    if let signal { Signals.die(of: signal) }
    // Without exit handlers: OpenBLAS's would take away what the engine's thread may still be computing with.
    _exit(EXIT_SUCCESS)
  }
}
