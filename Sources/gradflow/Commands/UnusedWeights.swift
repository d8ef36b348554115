import Recurrence

extension WeightsFile {
  /// Names on stderr what was left out of the file.
  func tellUnused() {
    guard !unused.isEmpty else { return }
    let names = unused.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    complain("\(name): not used: \(names)" + (unused.count > 5 ? " and \(unused.count - 5) more" : ""))
  }
}
