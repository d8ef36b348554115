/// A task by name.
public enum TaskName: Sendable, Equatable {
  /// Random x, the output against 0: the classic example.
  case noise
  /// Two marked numbers among many, to be summed.
  case adding
  /// A character-level language model on a UTF-8 file.
  case text(path: String)
  /// x and target from a safetensors file.
  case file(path: String)

  /// As it is typed: `noise`, `text:PATH`.
  public var name: String {
    switch self {
    case .noise: "noise"
    case .adding: "adding"
    case .text(let path): "text:\(path)"
    case .file(let path): "file:\(path)"
    }
  }

  /// The task of that name; nil where there is none.
  public init?(_ name: String) {
    if name == "noise" {
      self = .noise
    } else if name == "adding" {
      self = .adding
    } else if let colon = name.firstIndex(of: ":"), name.index(after: colon) < name.endIndex {
      let path = String(name[name.index(after: colon)...])
      switch name[..<colon] {
      case "text": self = .text(path: path)
      case "file": self = .file(path: path)
      default: return nil
      }
    } else {
      return nil
    }
  }
}

extension TaskName {
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
