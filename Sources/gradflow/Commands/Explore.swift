import ArgumentParser
import Engine
import Glibc
import Scope
import Recurrence

/// The interactive program.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train live in the terminal and watch ∂L/∂h_t.",
    discussion: """
      What holds for good stands in ~/.config/gradflow/config ($XDG_CONFIG_HOME/gradflow/config), lines of key = value: \
      theme, palette, ascii, speed, memory, and any setting by its name as the value to begin with. Options outrank it; the \
      commands without a screen don't read it.

        theme = light    # auto, dark, light: the background
        palette = mono   # color, mono
        ascii = false    # true draws with ASCII alone
        speed = max      # \(Speed.names)
        memory = 8MiB    # for what a run is remembered in
        cell = gru
        length = 50

      :save FILE writes the whole session, --resume FILE goes on with it, step for step as if it had never ended.
      """)

  @OptionGroup var options: ExperimentOptions
  @Flag(inversion: .prefixedNo, help: "draw with ASCII alone") var ascii: Bool?
  @Option(help: "the background that the colours are for; auto asks the terminal") var theme: ThemeChoice?
  @Option(help: "the colours: those of the ramps, or none, as NO_COLOR=1 has it") var palette: Palette?
  @Option(
    help: "training steps a second at most: \(Speed.names)", completion: .list(Speed.allValueStrings),
    transform: Speed.init(told:))
  var speed: Speed?
  @Option(help: "what the run may be remembered in, for each network: 8MiB; 0 remembers nothing (default: 8MiB)")
  var memory: MemoryBudget?
  @Flag(help: "begin paused: at step 0, or where --resume goes on") var paused = false
  @Option(help: "go on with a session that :save FILE wrote", completion: .file()) var resume: String?
  @OptionGroup var cores: CoresOption
  @Option(
    name: .customLong("vs"), parsing: .unconditionalSingleValue,
    help: "the settings of another network beside it, as in --vs \"--cell gru\"; up to three times")
  var variants: [String] = []

  func run() throws {
    try cores.limit()
    let file = try Preferences.fromFile()
    let log = try DebugLog.fromEnvironment()
    // What can't be trained is told before the terminal is taken.
    var (session, trainers) = try resume.map { try resumed($0) } ?? begun(file)
    session.home = UserHome.path
    // Before ncurses sees them: it would take SIGTSTP itself, and be deaf to it while it paints.
    Signals.install()
    let terminal = try Terminal(
      ascii: ascii ?? file.ascii ?? false, theme: (theme ?? file.theme)?.theme,
      isColored: (palette ?? file.palette).map { $0 == .color })
    log?("\(Gradflow.configuration.version), process \(getpid()): \(settings(of: session.experiment))")
    log?("TERM \(getenv("TERM").map { String(cString: $0) } ?? ""), \(terminal.look), \(terminal.size)")
    let wakeUp = WakeUp()
    let program = ExploreProgram(session, trainers: trainers, surface: terminal, wakeUp: wakeUp)
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

  /// A session at step 0, and what trains it.
  private func begun(_ file: Preferences) throws -> sending (Session, [Trainer]) {
    let (experiment, weights) = try file.blamed { try options.resolve(from: file.start) }
    var session = Session(
      experiment, weights: weights?.name, isRunning: !paused, speed: speed ?? file.speed ?? .ten)
    let trainer = try file.blamed {
      try Trainer(experiment, weights: weights?.parameters, memory: (memory ?? file.memory ?? .usual).bytes)
    }
    for variant in try others(from: file) { session.add(variant.experiment) }
    return (session, [trainer])
  }

  /// A session as it was saved, and what trains it.
  private func resumed(_ path: String) throws -> sending (Session, [Trainer]) {
    guard variants.isEmpty else {
      throw SettingError("--vs contradicts --resume: a session has its own networks; type :vs once it has resumed")
    }
    let saved = try SessionFile(reading: path)
    try options.requireNoContradiction(to: saved.runs.map(\.run.experiment), in: path)
    let runs = try saved.runs.map { part in
      guard let memory else { return part }
      guard part.run.timeline != nil || memory.bytes == nil else {
        throw SettingError("--memory contradicts --resume: the session remembers nothing of its run")
      }
      return (part.run.remembered(in: memory.bytes), part.history)
    }
    var session = Session(resuming: saved.session, runs: runs, file: path)
    session.goOn(speed: speed, isPaused: paused)
    return (session, runs.map { $0.run.trainer() })
  }

  /// The networks beside the first, each such that it can be trained.
  private func others(from file: Preferences) throws -> [Variant] {
    guard variants.count < Session.mostChannels else {
      throw SettingError("\(variants.count) times --vs; \(Session.mostChannels - 1) beside the first are the most")
    }
    return try variants.map { text in
      let variant = try Variant(text, over: options, from: file.start)
      guard !variant.hasOwnWeights else {
        throw SettingError("--vs \"\(text)\": weights are those of all; give --weights beside --vs")
      }
      do {
        _ = try Trainer(variant.experiment, weights: variant.weights?.parameters)
      } catch { throw SettingError("--vs \"\(text)\": \(error)") }
      return variant
    }
  }
}
