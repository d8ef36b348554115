import ArgumentParser
import Recurrence

/// Every setting of an experiment as an option. The table `Settings` reads and checks the values; a test holds the two
/// to the same names.
struct ExperimentOptions: ParsableArguments {
  @Option("cell") var cell: Given?
  @Option("activation") var activation: Given?
  @Option("layers") var layers: Given?
  @Option("inputs") var inputs: Given?
  @Option("hidden") var hidden: Given?
  @Option("outputs") var outputs: Given?
  @Option("length") var length: Given?
  @Option("batch") var batch: Given?
  @Option("task") var task: Given?
  @Option("loss") var loss: Given?
  @Option("loss-at") var lossAt: Given?
  @Option("init") var initializer: Given?
  @Option("gain", .unconditional) var gain: Given?
  @Option("forget-bias", .unconditional) var forgetBias: Given?
  @Option("update-bias", .unconditional) var updateBias: Given?
  @Option("optimizer") var optimizer: Given?
  @Option("learning-rate", .unconditional) var learningRate: Given?
  @Option("clip") var clip: Given?
  @Option("theta", .unconditional) var theta: Given?
  @Option("seed") var seed: Given?

  @Option(help: "weights saved from PyTorch: save_file(net.state_dict(), FILE)") var weights: String?
  @Option(
    help: "x and target from a safetensors file; the same as --task file:FILE",
    transform: { Given(name: "task", value: "file:\($0)") })
  var data: Given?
  @Option(
    help: "a UTF-8 text to learn character by character; the same as --task text:FILE",
    transform: { Given(name: "task", value: "text:\($0)") })
  var text: Given?

  /// A setting that was given.
  struct Given {
    let name: String
    let value: String
  }

  /// The settings that were given, in the order above.
  private var given: [Given] {
    Mirror(reflecting: self).children.compactMap { ($0.value as? Option<Given?>)?.wrappedValue }
  }

  /// The names of the settings that were given.
  var names: [String] { given.map(\.name) }

  /// These options as they are typed, but for what `others` say.
  func words(besides others: ExperimentOptions) -> [String] {
    let settings = given.filter { !others.names.contains($0.name) }.map { "--\($0.name)=\($0.value)" }
    return settings + (others.weights == nil ? weights.map { ["--weights=\($0)"] } ?? [] : [])
  }

  /// The files that are read, by their options.
  var files: [(option: String, path: String)] {
    let read = given.filter { $0.name == "task" }.compactMap { TaskName($0.value) }.filter { !$0.path.isEmpty }
    return (weights.map { [("weights", $0)] } ?? []) + read.map { ($0.kind.name == "text" ? "text" : "data", $0.path) }
  }

  /// The experiment and the weights that the options mean; throws where two of them contradict each other.
  func resolve() throws -> (experiment: Experiment, weights: WeightsFile?) {
    var experiment = Experiment()
    let given = given
    for option in given { try Settings.find(option.name).set(&experiment, option.value) }
    let tasks = given.filter { $0.name == "task" }
    guard tasks.count <= 1 else {
      throw SettingError(
        "\(tasks.map(\.value).joined(separator: " and ")) are two tasks; give one of --task, --data and --text")
    }
    for option in given { try Settings.requireOpen(option.name, in: experiment) }
    var loaded: WeightsFile?
    if let weights {
      let asked = experiment
      let file = try WeightsFile(reading: weights, cell: cell == nil ? nil : experiment.cell)
      file.configure(&experiment)
      for option in given {
        let setting = try Settings.find(option.name)
        guard setting.get(asked) == setting.get(experiment) else {
          throw SettingError(
            "\(setting.name) \(setting.get(asked)) contradicts the weights, which are for \(setting.get(experiment)); "
              + "leave --\(setting.name) away")
        }
      }
      loaded = file
    }
    if clip == nil, let theta { _ = Settings.completeClipping(after: theta.name, in: &experiment) }
    try experiment.validate()
    return (experiment, loaded)
  }
}

extension Option<ExperimentOptions.Given?> {
  /// The option of a setting, with the table's help.
  fileprivate init(_ name: String, _ parsing: SingleValueParsingStrategy = .next) {
    let setting = Settings.named(name)!
    let choices = setting.choices.isEmpty ? "" : " (\(setting.choices.joined(separator: ", ")))"
    self.init(
      name: .customLong(name), parsing: parsing,
      help: ArgumentHelp("\(setting.help)\(choices); now \(setting.get(Experiment()))"),
      transform: { ExperimentOptions.Given(name: name, value: $0) })
  }
}
