import Glibc

/// The character set that the user's environment asks for.
enum UserLocale {
  /// Takes it, or C.UTF-8 where that locale is not installed and asks for no other character set.
  static func take() {
    guard setlocale(LC_CTYPE, "") == nil else { return }
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].map { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
    let set = (names.first { !$0.isEmpty } ?? "").drop { $0 != "." }.prefix { $0 != "@" }.lowercased()
    if ["", ".utf-8", ".utf8"].contains(set) { setlocale(LC_CTYPE, "C.UTF-8") }
  }
}
