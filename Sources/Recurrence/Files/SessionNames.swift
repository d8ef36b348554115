import Safetensors

/// What tells a file with a whole session from one with weights alone: both have PyTorch's names.
package enum SessionNames {
  /// The key in the metadata, with the format's number.
  package static let format = "gradflow_session"
  /// The format that is written, and the newest that is read.
  package static let current = 1
}

extension SafetensorsFile {
  /// Whether it holds a whole session.
  package var isSession: Bool { metadata[SessionNames.format] != nil }

  /// The names that may be of a network: of a session those of its first alone, without its optimiser's memory.
  var networkNames: [String] {
    isSession ? tensorNames.filter { !$0.contains(".") || $0.hasPrefix("fc.") } : tensorNames
  }
}
