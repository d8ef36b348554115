import ArgumentParser
import Glibc
import Recurrence
import Scope

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One training step without a screen: its trace as a file, and a summary.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Train without a screen; write the last step's trace and print a summary.",
    discussion: """
      gradflow trace --weights net.safetensors --data data.safetensors --out trace.safetensors
      gradflow trace --cell lstm --length 100 --steps 50 --json
      """)

  @OptionGroup var options: ExperimentOptions
  @Option(help: "training steps; the trace is of the last one, before its update") var steps = 1
  @Option(help: "the file for the trace (safetensors)") var out: String?
  @Flag(help: "write routes, Jacobians, flow and the like beside the trace") var analysis = false
  @Option(help: "write truncated BPTT over so many timesteps beside the trace") var window: Int?
  @Flag(help: "the summary as one JSON object") var json = false

  func run() throws {
    guard steps >= 1 else { throw SettingError("steps must be 1 or more, not \(steps)") }
    guard (!analysis && window == nil) || out != nil else {
      throw SettingError("--analysis and --window add to a trace file; name it with --out")
    }
    if let window, window < 1 { throw SettingError("window must be 1 or more, not \(window)") }
    let (experiment, weights) = try options.resolve()
    let trainer = try Trainer(experiment, weights: weights)
    for _ in 1..<steps { _ = trainer.step() }
    guard let trace = trainer.evaluate() else { return }
    let summary = Summary(trace, words: English())
    if let out {
      let analyses = analysis ? Analyses.tensors(trace) ?? [] : []
      let truncated = window.map { Analyses.tensors(trace, of: [Truncated(window: $0, .full)]) ?? [] } ?? []
      try TraceFile.write(
        trace, to: out, adding: analyses + truncated,
        metadata: ["verdict": summary.verdict, "evidence": summary.evidence])
    }
    print(json ? try summary.json : summary.text)
    guard fflush(nil) == 0 else { throw FileError("stdout", "can't be written: \(String(cString: strerror(errno)))") }
  }
}

/// What a trace comes to.
struct Summary: Encodable {
  let cell: String
  let step: Int
  let loss: Double
  /// ‖∂L/∂h_1‖ and ‖∂L/∂h_T‖ of the top layer.
  let dhFirst: Double
  let dhLast: Double
  let normBefore: Double
  let normAfter: Double
  let contraction: Double
  let verdict: String
  let evidence: String

  init(_ trace: Trace, words: some Words) {
    let verdict = Verdict(trace, layer: trace.shape.layers - 1)
    cell = trace.shape.cell.name
    step = trace.step
    loss = trace.loss
    (dhFirst, dhLast) = (verdict.ends.first, verdict.ends.last)
    normBefore = trace.clipReport.normBefore
    normAfter = trace.clipReport.normAfter
    contraction = verdict.contraction
    self.verdict = verdict.kind.rawValue
    evidence = words.line(verdict)
  }

  enum CodingKeys: String, CodingKey {
    case cell, step, loss, contraction, verdict, evidence
    case dhFirst = "dh_first"
    case dhLast = "dh_last"
    case normBefore = "norm_before"
    case normAfter = "norm_after"
  }

  var text: String {
    """
    loss          \(loss)
    ‖∂L/∂h_1‖     \(dhFirst)
    ‖∂L/∂h_T‖     \(dhLast)
    ‖∂L/∂W‖       \(normBefore)\(normBefore == normAfter ? "" : ", clipped to \(normAfter)")
    verdict       \(evidence)
    """
  }

  /// One object; what JSON has no number for is written as a string.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
