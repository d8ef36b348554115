import ArgumentParser
import Recurrence

/// What is measured.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    subcommands: [Bench.self, LookBack.self, InStep.self], defaultSubcommand: Bench.self)
}

/// gradflow's side of the benchmark: the protocol of `peers/peer.py`, with the whole trace recorded.
struct Bench: ParsableCommand {
  @Option(help: "weights under PyTorch's names") var weights: String
  @Option(help: "x and target") var data: String
  @Option(help: "write one step's trace here") var check: String?
  @Flag(help: "drop ∂L/∂states and ∂L/∂gates instead of recording them") var unrecorded = false
  @Option(help: "cores that share a step") var cores = Crew.machineCores
  @Flag(help: "read lines \"run N\"; answer each with the seconds of N steps") var serve = false

  func run() throws {
    Crew.shared.limit(to: cores)
    let file = try WeightsFile(reading: weights)
    var experiment = Experiment()
    file.configure(&experiment)
    experiment.task = .file(path: data)
    // At rate 0 the work is done, and each step is the same.
    experiment.learningRate = 0
    experiment.optimizer = .adam
    experiment.clipping = Clipping(.norm, threshold: 1)
    let trainer = try Trainer(experiment, weights: file.parameters)
    if let check, let trace = trainer.evaluate() { try TraceFile.write(trace, to: check) }
    guard serve else { return }
    if unrecorded { trainer.recordsGradients = false }
    let clock = ContinuousClock()
    while let line = readLine(), let count = Int(line.drop { $0 != " " }.dropFirst()) {
      let seconds = (0..<count).map { _ in
        clock.measure { _ = trainer.step() } / .seconds(1)
      }
      print(seconds.map { "\($0)" }.joined(separator: " "))
      // The driver waits for the line.
      flushOutput()
    }
  }
}
