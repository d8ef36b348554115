import ArgumentParser
import Recurrence
import Scope

/// The gradients of one training step against finite differences, without a screen.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check BPTT's gradients against finite differences of the loss.",
    discussion: """
      Exit status 0 where all agree as far as rounding lets one tell, 1 where they don't.

      gradflow check --cell gru --length 50 --steps 10
      gradflow check --weights net.safetensors --data data.safetensors --samples 64
      """)

  @OptionGroup var options: ExperimentOptions
  @Option(parsing: .unconditional, help: "training steps; the last one is checked, before its update") var steps = 1
  @Option(parsing: .unconditional, help: "components of each tensor") var samples = 16
  @Option(parsing: .unconditional, help: "the timestep whose ∂L/∂h_t is checked, from 1; by default the last")
  var timestep: Int?
  @OptionGroup var cores: CoresOption

  func run() throws {
    try cores.limit()
    guard steps >= 1 else { throw SettingError("steps must be 1 or more, not \(steps)") }
    guard samples >= 1 else { throw SettingError("samples must be 1 or more, not \(samples)") }
    let (experiment, weights) = try options.resolve()
    let trainer = try Trainer(experiment, weights: weights?.parameters)
    weights?.tellUnused()
    for _ in 1..<steps { _ = trainer.step() }
    guard let trace = trainer.evaluate() else { return }
    if let divergence = Divergence(trace) {
      throw SettingError("nothing to check: the network has diverged, \(Language.words.line(divergence))")
    }
    let t = timestep ?? trace.shape.length
    guard (1...trace.shape.length).contains(t) else {
      throw SettingError("timestep must be 1 … \(trace.shape.length), not \(t)")
    }
    guard
      let check = GradientCheck(
        trace, layer: trace.shape.layers - 1, t: t, samples: samples, progress: ProgressLine("checking").tell)
    else { return }
    let words = Language.words
    for part in check.parts {
      let title = "\(part.isPassed ? "ok  " : "FAIL") \(words.title(part))"
      print("\(title): \(part.resolved)/\(part.components.count) resolved, \(words.accuracy(part))")
    }
    print(words.line(check))
    try flushOutput()
    if !check.isPassed { throw ExitCode(1) }
  }
}
