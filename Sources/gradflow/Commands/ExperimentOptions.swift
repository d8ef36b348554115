import ArgumentParser
import Recurrence

/// A setting that was given, by its name.
struct SettingValue: Equatable {
  let name: String
  let value: String
}

/// Every setting of an experiment as an option. The table `Settings` reads and checks the values; a test holds the two
/// to the same names.
struct ExperimentOptions: ParsableArguments {
  @Option("cell") var cell: SettingValue?
  @Option("activation") var activation: SettingValue?
  @Option("layers", .unconditional) var layers: SettingValue?
  @Option("inputs", .unconditional) var inputs: SettingValue?
  @Option("hidden", .unconditional) var hidden: SettingValue?
  @Option("outputs", .unconditional) var outputs: SettingValue?
  @Option("length", .unconditional) var length: SettingValue?
  @Option("batch", .unconditional) var batch: SettingValue?
  @Option("task") var task: SettingValue?
  @Option("loss") var loss: SettingValue?
  @Option("loss-at") var lossAt: SettingValue?
  @Option("init") var initializer: SettingValue?
  @Option("gain", .unconditional) var gain: SettingValue?
  @Option("forget-bias", .unconditional) var forgetBias: SettingValue?
  @Option("update-bias", .unconditional) var updateBias: SettingValue?
  @Option("optimizer") var optimizer: SettingValue?
  @Option("learning-rate", .unconditional) var learningRate: SettingValue?
  @Option("clip") var clip: SettingValue?
  @Option("theta", .unconditional) var theta: SettingValue?
  @Option("seed", .unconditional) var seed: SettingValue?

  @Option(help: "weights saved from PyTorch: save_file(net.state_dict(), FILE)", completion: .file())
  var weights: String?
  @Option(
    help: "x and target from a safetensors file; the same as --task file:FILE", completion: .file(),
    transform: { SettingValue(name: "task", value: "file:\($0)") })
  var data: SettingValue?
  @Option(
    help: "a UTF-8 text to learn character by character; the same as --task text:FILE", completion: .file(),
    transform: { SettingValue(name: "task", value: "text:\($0)") })
  var text: SettingValue?

  /// The settings that were given, in the order above.
  private var given: [SettingValue] {
    Mirror(reflecting: self).children.compactMap { ($0.value as? Option<SettingValue?>)?.wrappedValue }
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

  /// The experiment and the weights that the options mean; throws where two of them contradict each other. What it is to
  /// begin with where they say nothing yields to options, weights and data.
  func resolve(from start: [SettingValue] = []) throws -> (experiment: Experiment, weights: WeightsFile?) {
    var experiment = Experiment()
    for value in start { try Settings.find(value.name).set(&experiment, value.value) }
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
    let named = Set((start + given).map(\.name))
    if !named.contains("clip"), named.contains("theta") {
      _ = Settings.completeClipping(after: "theta", in: &experiment)
    }
    try experiment.validate()
    return (experiment, loaded)
  }
}

extension Option<SettingValue?> {
  /// The option of a setting, with the table's help.
  fileprivate init(_ name: String, _ parsing: SingleValueParsingStrategy = .next) {
    let setting = Settings.named(name)!
    let choices = setting.choices.isEmpty ? "" : " (\(setting.choices.joined(separator: ", ")))"
    self.init(
      name: .customLong(name), parsing: parsing,
      help: ArgumentHelp("\(setting.help)\(choices); now \(setting.get(Experiment()))"),
      completion: setting.choices.isEmpty ? nil : .list(setting.choices),
      transform: { SettingValue(name: name, value: $0) })
  }
}
