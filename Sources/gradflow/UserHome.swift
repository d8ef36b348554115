import Glibc

/// The user's own folder, which `~/` stands for.
enum UserHome {
  /// `$HOME`; nil where it is not set, or empty.
  static var path: String? { getenv("HOME").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }
}
