import Foundation
import Recurrence
import TestSupport

/// What a process left.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  /// Nothing but one line, that says who speaks, in at most 200 characters, none of which a terminal would obey.
  var isOneComplaint: Bool {
    errors.hasPrefix("gradflow: ") && errors.hasSuffix("\n") && errors.count <= 201
      && errors.dropLast().unicodeScalars.allSatisfy {
        !CharacterSet.controlCharacters.contains($0) && $0 != "\u{2028}"
      }
  }
}

/// Runs a program to its end, without a terminal; its output goes into files, so that no pipe fills. Foundation's
/// Process would wait for a server that the program leaves behind, too.
func run(_ program: String, _ arguments: [String], environment: [String: String] = [:], output: String? = nil) throws
  -> Outcome
{
  let folder = try Scratch()
  let own: [String: String?] = ["TMUX": nil, "XDG_CONFIG_HOME": folder.folder]
  let pid = try spawn(program, arguments, environment: own.merging(environment) { $1 }) { files in
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, output ?? folder.path("out"), writing, 0o600)
    posix_spawn_file_actions_addopen(&files, 2, folder.path("errors"), writing, 0o600)
  }
  return Outcome(
    status: status(of: pid), output: output == nil ? try folder.read("out") : "", errors: try folder.read("errors"))
}

/// Runs gradflow to its end.
func gradflow(_ arguments: String..., output: String? = nil) throws -> Outcome {
  try run(Binary.path, arguments, output: output)
}

/// Writes a file of tensors of 0.25.
func writeTensors(_ shapes: [(name: String, shape: [Int])], to path: String) throws {
  var writer = SafetensorsWriter()
  for (name, shape) in shapes {
    writer.add(name, shape: shape, doubles: Array(repeating: 0.25, count: shape.reduce(1, *)))
  }
  try writer.write(to: path)
}
