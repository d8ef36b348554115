import ArgumentParser
import Glibc
import Recurrence
import Scope

/// One training step without a screen: its trace as a file, and a summary.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Train without a screen; write one step's trace and print a summary.",
    discussion: """
      gradflow trace --weights net.safetensors --data data.safetensors --out trace.safetensors
      gradflow trace --cell lstm --length 100 --steps 50 --json
      gradflow trace --task adding --at 340 --out trace.safetensors
      """)

  @OptionGroup var options: ExperimentOptions
  @Option(
    parsing: .unconditional, help: "training steps; the trace is of the last one, before its update (default: 1)")
  var steps: Int?
  @Option(parsing: .unconditional, help: "the training step of the trace, from 1, where it is not the last")
  var at: Int?
  @Option(help: "the file for the trace (safetensors)", completion: .file()) var out: String?
  @Flag(help: "write routes, Jacobians, flow and the like beside the trace") var analysis = false
  @Option(parsing: .unconditional, help: "write truncated BPTT over so many timesteps beside the trace")
  var window: Int?
  @Flag(help: "the summary as one JSON object") var json = false
  @OptionGroup var cores: CoresOption

  func run() throws {
    try cores.limit()
    let steps = steps ?? at ?? 1
    guard steps >= 1 else { throw SettingError("\(at == nil ? "steps" : "at") must be 1 or more, not \(steps)") }
    // What comes after it doesn't change it, and isn't trained.
    let last = at ?? steps
    guard (1...steps).contains(last) else { throw SettingError("at must be 1 … \(steps), the steps, not \(last)") }
    guard (!analysis && window == nil) || out != nil else {
      throw SettingError("--analysis and --window add to a trace file; name it with --out")
    }
    if let window, window < 1 { throw SettingError("window must be 1 or more, not \(window)") }
    let (experiment, weights) = try options.resolve()
    if let out {
      for (option, path) in options.files where isSameFile(path, out) {
        throw FileError(out, "is the file of --\(option)", remedy: "name another for --out")
      }
      // Before the training, not after it.
      try SafetensorsWriter.requireWritable(out)
    }
    let trainer = try Trainer(experiment, weights: weights?.parameters)
    for _ in 1..<last { _ = trainer.step() }
    guard let trace = trainer.evaluate() else { return }
    weights?.tellUnused()
    let outcome = Outcome(trace, words: Language.words)
    if let out {
      let analyses = analysis ? Analyses.tensors(trace, progress: ProgressLine("analyses").tell) ?? [] : []
      let truncated = window.map { Analyses.tensors(trace, of: [Truncated(window: $0, .full)]) ?? [] } ?? []
      try TraceFile.write(
        trace, to: out, adding: analyses + truncated,
        metadata: ["verdict": outcome.summary.verdict.rawValue, "evidence": outcome.evidence])
    }
    print(json ? try gradflow.json(outcome) : outcome.text)
    try flushOutput()
  }
}

/// What a trace comes to, with the verdict's evidence in words.
private struct Outcome: Encodable {
  let summary: StepSummary
  let evidence: String
  private let layers: Int

  init(_ trace: Trace, words: some Words) {
    let verdict = Verdict(trace, layer: trace.shape.layers - 1)
    summary = StepSummary(trace, verdict: verdict)
    evidence = words.line(verdict)
    layers = trace.shape.layers
  }

  private enum CodingKeys: CodingKey { case evidence }

  /// One object for both.
  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(evidence, forKey: .evidence)
  }

  var text: String {
    let clipped = summary.normAfter < summary.normBefore ? ", clipped to \(summary.normAfter)" : ""
    return """
      loss          \(summary.loss)
      ‖∂L/∂h_1‖     \(summary.dhFirst)
      ‖∂L/∂h_T‖     \(summary.dhLast)
      ‖∂L/∂W‖       \(summary.normBefore)\(clipped)
      verdict       \(layers > 1 ? "layer \(layers)/\(layers) " : "")\(evidence)
      """
  }
}
