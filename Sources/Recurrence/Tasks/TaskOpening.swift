extension Task {
  /// The task's data, read and checked.
  func open(_ experiment: Experiment) throws -> any DataSource {
    switch self {
    case .noise: Noise(inputs: experiment.inputs, outputs: experiment.outputs)
    case .adding: Adding()
    case .text(let path): try TextCorpus(reading: path, length: experiment.length)
    case .file(let path): try FileData(reading: path, outputs: experiment.outputs)
    }
  }
}
