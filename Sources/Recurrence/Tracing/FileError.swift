/// Why a file can't be read or written: one line that names the file and what to do.
public struct FileError: Error, CustomStringConvertible, Equatable {
  /// The file.
  public let path: String
  /// What is wrong, and the remedy.
  public let problem: String

  /// An error about a file.
  public init(_ path: String, _ problem: String) {
    self.path = path
    self.problem = problem
  }

  /// `net.safetensors: it ends within the header; save it again`
  public var description: String { "\(path.printable(80)): \(problem)" }
}

extension String {
  /// Text from a file, fit for a message: control characters and line breaks as `?`, cut to a length.
  func printable(_ length: Int = 60) -> String {
    let head = unicodeScalars.prefix(length + 1).map { scalar -> Character in
      let isUnseen =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      return isUnseen ? "?" : Character(scalar)
    }
    return head.count > length ? String(head.prefix(length)) + "…" : String(head)
  }
}
