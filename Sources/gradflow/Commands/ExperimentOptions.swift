import ArgumentParser
import Recurrence

/// Every setting of an experiment as an option. The table `Settings` reads and checks the values; a test holds the two
/// to the same names.
struct ExperimentOptions: ParsableArguments {
  @Option(help: Self.help("cell")) var cell: String?
  @Option(help: Self.help("activation")) var activation: String?
  @Option(help: Self.help("layers")) var layers: String?
  @Option(help: Self.help("inputs")) var inputs: String?
  @Option(help: Self.help("hidden")) var hidden: String?
  @Option(help: Self.help("outputs")) var outputs: String?
  @Option(help: Self.help("length")) var length: String?
  @Option(help: Self.help("batch")) var batch: String?
  @Option(help: Self.help("task")) var task: String?
  @Option(help: Self.help("loss")) var loss: String?
  @Option(help: Self.help("loss-at")) var lossAt: String?
  @Option(name: .customLong("init"), help: Self.help("init")) var initializer: String?
  @Option(parsing: .unconditional, help: Self.help("gain")) var gain: String?
  @Option(parsing: .unconditional, help: Self.help("forget-bias")) var forgetBias: String?
  @Option(parsing: .unconditional, help: Self.help("update-bias")) var updateBias: String?
  @Option(help: Self.help("optimizer")) var optimizer: String?
  @Option(parsing: .unconditional, help: Self.help("learning-rate")) var learningRate: String?
  @Option(help: Self.help("clip")) var clip: String?
  @Option(parsing: .unconditional, help: Self.help("theta")) var theta: String?
  @Option(help: Self.help("seed")) var seed: String?

  @Option(help: "weights saved from PyTorch: save_file(net.state_dict(), FILE)") var weights: String?
  @Option(help: "x and target from a safetensors file; the same as --task file:FILE") var data: String?
  @Option(help: "a UTF-8 text to learn character by character; the same as --task text:FILE") var text: String?

  /// The settings that were given, by name.
  var given: [(name: String, value: String)] {
    let values: [(String, String?)] = [
      ("cell", cell), ("activation", activation), ("layers", layers), ("inputs", inputs), ("hidden", hidden),
      ("outputs", outputs), ("length", length), ("batch", batch), ("task", task), ("loss", loss), ("loss-at", lossAt),
      ("init", initializer), ("gain", gain), ("forget-bias", forgetBias), ("update-bias", updateBias),
      ("optimizer", optimizer), ("learning-rate", learningRate), ("clip", clip), ("theta", theta), ("seed", seed),
      ("task", data.map { "file:\($0)" }), ("task", text.map { "text:\($0)" }),
    ]
    return values.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The experiment and the weights that the options mean.
  func resolve() throws -> (experiment: Experiment, weights: Parameters?) {
    var experiment = Experiment()
    for (name, value) in given { try Settings.find(name).set(&experiment, value) }
    var loaded: WeightsFile?
    if let weights {
      let file = try WeightsFile(reading: weights, cell: cell == nil ? nil : experiment.cell)
      file.configure(&experiment)
      loaded = file
    }
    // A threshold without a way to use it is meant for the usual one.
    if theta != nil && clip == nil { experiment.clipping.mode = .norm }
    try experiment.validate()
    return (experiment, loaded?.parameters)
  }

  private static func help(_ name: String) -> ArgumentHelp {
    let setting = Settings.named(name)!
    let choices = setting.choices.isEmpty ? "" : " (\(setting.choices.joined(separator: ", ")))"
    return ArgumentHelp("\(setting.help)\(choices); now \(setting.get(Experiment()))")
  }
}
