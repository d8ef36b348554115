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

/// What a process left.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  var errorLines: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: false) }
  /// Nothing but one line, that says who speaks.
  var isOneComplaint: Bool { errors.hasPrefix("gradflow: ") && errors.hasSuffix("\n") && errorLines.count == 2 }
}

struct DeadlineError: Error, CustomStringConvertible {
  let description: String
}

/// Runs a program to its end, without a terminal; its output goes into files, so that no pipe fills.
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:], output: String? = nil) throws
  -> Outcome
{
  let folder = try Scratch()
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardInput = FileHandle.nullDevice
  let out = output ?? folder.path("out")
  if output == nil { _ = FileManager.default.createFile(atPath: out, contents: nil) }
  _ = FileManager.default.createFile(atPath: folder.path("errors"), contents: nil)
  process.standardOutput = FileHandle(forWritingAtPath: out)
  process.standardError = FileHandle(forWritingAtPath: folder.path("errors"))
  try process.run()
  process.waitUntilExit()
  return Outcome(
    status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
    output: output == nil ? try folder.read("out") : "", errors: try folder.read("errors"))
}

/// Runs gradflow to its end.
func gradflow(_ arguments: String..., output: String? = nil) throws -> Outcome {
  try run(Binary.path, arguments, output: output)
}

/// A directory of a test's own; gone with the value.
final class Scratch {
  let folder: URL

  init() throws {
    folder = URL(fileURLWithPath: "/tmp").appendingPathComponent("gf-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }
  func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    return path(name)
  }
}
