import Foundation

/// The program as it was built for these tests.
enum Binary {
  /// Beside the test bundle.
  static let path: String = {
    let starts = [Bundle.main.bundlePath, CommandLine.arguments[0]] + Bundle.allBundles.map(\.bundlePath)
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent("gradflow")
        if (try? candidate.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true { return candidate.path }
        folder.deleteLastPathComponent()
      }
    }
    fatalError("no gradflow beside \(starts)")
  }()
}
