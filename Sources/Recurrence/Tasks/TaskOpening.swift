extension Task {
  /// The task's data, read and checked.
  func open(_ experiment: Experiment) throws -> any DataSource {
    switch self {
    case .noise: Noise(inputs: experiment.inputs, outputs: experiment.outputs)
    case .adding: Adding()
    case .text(let path): throw SettingError("text \(path)")
    case .file(let path): throw SettingError("file \(path)")
    }
  }
}
