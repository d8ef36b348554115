import ArgumentParser
import Recurrence
import Safetensors
import Synchronization

/// Several settings against one another, over several seeds, without a screen.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Train variants of a network over several seeds and compare what came of them.",
    discussion: """
      Every variant is trained with every seed, on the same data; the options beside --vs are those of all variants.

      gradflow compare --task adding --length 50 --batch 32 --optimizer adam --learning-rate 0.01 --theta 1 \\
        --vs "--cell rnn" --vs "--cell gru" --vs "--cell lstm --forget-bias 1" --seeds 1:20
      """)

  @OptionGroup var options: ExperimentOptions
  @Option(name: .customLong("vs"), parsing: .unconditionalSingleValue, help: "the settings of a variant; once for each")
  var variants: [String] = []
  @Option(parsing: .unconditional, help: "the seeds, first:last", transform: SeedRange.init)
  var seeds = SeedRange(1...5)
  @Option(parsing: .unconditional, help: "training steps of each network") var steps = 1000
  @Option(parsing: .unconditional, help: "the loss to get below") var below = 0.1
  @Option(parsing: .unconditional, help: "networks trained at once; by default as many as there are cores")
  var cores = Crew.machineCores
  @Option(help: "a file for the table (CSV)", completion: .file()) var csv: String?
  @Flag(help: "one JSON object, with what came of each seed, in place of the table") var json = false

  func run() throws {
    guard steps >= 1 else { throw SettingError("steps must be 1 or more, not \(steps)") }
    try CoresOption.limit(to: cores)
    guard !options.names.contains("seed") else { throw SettingError("the seeds come from --seeds; leave --seed away") }
    let variants = try Variant.all(variants, over: options)
    if let csv {
      for variant in variants { try variant.requireOther(csv, than: "csv") }
      try AtomicFile.requireWritable(csv)
    }
    var told: Set<String> = []
    for weights in variants.compactMap(\.weights) where told.insert(weights.name).inserted { weights.tellUnused() }
    let stop = Interrupt.signal()
    let outcomes = try train(variants, stop: stop)
    let comparison = Comparison(
      variants, outcomes: outcomes, seeds: seeds.all, steps: steps, below: below, isStopped: stop.isSet)
    if let csv {
      try AtomicFile.replace(csv) { file in try Array(comparison.csv.utf8).withUnsafeBytes { try file.append($0) } }
    }
    print(json ? try gradflow.json(comparison) : comparison.table)
    try flushOutput()
    if stop.isSet { Signals.die(of: Interrupt.number) }
  }

  /// What came of each variant's seeds, one variant after the other. The line about it is gone when this returns.
  private func train(_ variants: [Variant], stop: StopSignal) throws -> [TrainingOutcome?] {
    let jobs = variants.flatMap { variant in seeds.all.map { variant.job(seed: $0) } }
    let line = Mutex(ProgressLine("comparing"))
    return try Sweep.run(jobs, steps: steps, cores: cores, stop: stop) { share in
      line.withLock { $0.tell(share) }
    }
  }
}

/// Seeds from the first to the last.
struct SeedRange {
  /// All of them.
  let all: ClosedRange<UInt64>

  init(_ all: ClosedRange<UInt64>) { self.all = all }

  /// From `first:last`, or one alone.
  init(_ text: String) throws {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
      throw SettingError("seeds must be first:last, as in 1:20, not \"\(text)\"")
    }
    // The results of each are held until the end.
    guard last - first < 100_000 else { throw SettingError("seeds must be at most 100,000, not \(text)") }
    all = first...last
  }
}
