import ArgumentParser
import Recurrence

/// Every setting of an experiment as an option, and the files that it may start from.
struct ExperimentOptions: ParsableArguments {
  @OptionGroup var settings: SettingOptions
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

  /// The settings that were given, in the table's order.
  private var given: [SettingValue] { settings.given + [data, text].compactMap(\.self) }

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

  /// Throws where an option asks for something else than the settings of a session that is resumed.
  func requireNoContradiction(to experiments: [Experiment], in path: String) throws {
    guard weights == nil else {
      throw SettingError("--weights contradicts --resume: a session has weights of its own; leave one of them away")
    }
    for option in given {
      let setting = try Settings.find(option.name)
      var asked = experiments[0]
      try setting.set(&asked, option.value)
      guard let other = experiments.first(where: { !setting.isSame($0, asked) }) else { continue }
      throw SettingError(
        "\(setting.name) \(setting.get(asked)) contradicts --resume, whose is \(setting.get(other)); leave it away, or "
          + "type :\(setting.name) \(setting.get(asked)) once it has resumed")
    }
  }

  /// The experiment and the weights that the options mean; throws where two of them contradict each other. What it is to
  /// begin with where they say nothing yields to options, weights and data.
  func resolve(from start: [SettingValue] = []) throws -> (experiment: Experiment, weights: WeightsFile?) {
    var experiment = Experiment()
    for value in start { try Settings.find(value.name).set(&experiment, value.value) }
    let given = given
    let names = Set(given.map(\.name))
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
      let file = try WeightsFile(reading: weights, cell: names.contains("cell") ? experiment.cell : nil)
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
    let named = names.union(start.map(\.name))
    if !named.contains("clip"), named.contains("theta") {
      Settings.completeClipping(after: "theta", in: &experiment)
    }
    try experiment.validate()
    return (experiment, loaded)
  }
}
