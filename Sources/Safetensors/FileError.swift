#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a file can't be read or written: one line that names the file and what to do.
public struct FileError: Error, CustomStringConvertible, Equatable {
  /// The file.
  public let path: String
  /// What is wrong.
  public let problem: String
  /// What to do about it, where that does not follow from the problem.
  public let remedy: String?

  /// An error about a file.
  public init(_ path: String, _ problem: String, remedy: String? = nil) {
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  /// `net.safetensors: ends within its header of 96 bytes; copy or save it again`
  ///
  /// At most 200 characters: of a long path the end is shown, of a long problem the beginning.
  public var description: String {
    let end = remedy.map { "; \($0)" } ?? ""
    let room = FileError.longest - end.unicodeScalars.count - 3
    let shown = problem.printable(room - FileError.leastPath)
    return "\(path.printable(min(100, room - shown.unicodeScalars.count), keepingEnd: true)): \(shown)\(end)"
  }

  /// The reason first, for a line that may be cut: `ends within its header of 96 bytes (net.safetensors); copy or save it
  /// again`
  ///
  /// Of a long path the end is shown.
  public var reasonFirst: String {
    "\(problem.printable(120)) (\(path.printable(FileError.leastPath, keepingEnd: true)))"
      + (remedy.map { "; \($0)" } ?? "")
  }

  private static let longest = 200
  /// How much of the path is shown in any case.
  private static let leastPath = 40

  /// What the operating system refused, by its `errno`.
  static func system(_ path: String, _ problem: String, _ code: Int32) -> FileError {
    let remedy: String? =
      switch code {
      case ENOENT, ENOTDIR: "check the name and its directory"
      case EACCES, EPERM, EROFS: "name another place, or change its permissions"
      case ENOSPC, EDQUOT, EFBIG: "free some space, or name another disk"
      case ENAMETOOLONG, EISDIR: "choose another name"
      default: nil
      }
    return FileError(path, "\(problem): \(String(cString: strerror(code)))", remedy: remedy)
  }
}

extension String {
  /// Text from outside, fit for a message: what a terminal would obey is escaped, and its length is bounded.
  package func printable(_ length: Int = 60, keepingEnd: Bool = false) -> String {
    var pieces: [String] = []
    var room = length
    let scalars = keepingEnd ? AnyCollection(unicodeScalars.reversed()) : AnyCollection(unicodeScalars)
    for scalar in scalars {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let piece = scalar.isPrintable ? String(scalar) : "\\u{\(code)}"
      room -= piece.unicodeScalars.count
      guard room >= 0 else {
        pieces.append("…")
        break
      }
      pieces.append(piece)
    }
    return keepingEnd ? pieces.reversed().joined() : pieces.joined()
  }
}

extension Unicode.Scalar {
  /// Neither a control character nor one that turns the direction of writing, ends a line or means nothing.
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
