import Engine
import Glibc
import Recurrence
import Scope

/// A whole session in one file: docs/session-files.md lists the names.
struct SessionFile {
  /// How it is looked at, and how it goes on.
  let session: SavedSession
  /// Its runs and the course of their training, one for each channel.
  let runs: [(run: SavedRun, history: History)]

  /// What stands before the names of each channel's tensors, and in the metadata behind `run.`.
  private static let channels = [("", "a"), ("b.", "b"), ("c.", "c"), ("d.", "d")]

  /// What of a channel is no tensor.
  private struct Sheet: Codable {
    let run: RunSheet
    let history: History.Sheet
  }

  /// Writes it; throws a `FileError`, and leaves what was there, where it can't be or is no session.
  func write(to path: String) throws {
    if access(path, F_OK) == 0, (try? SafetensorsFile(reading: path))?.isSession != true {
      throw FileError(path, "is there and no session of gradflow", remedy: "name another file for :save")
    }
    var writer = SafetensorsWriter()
    var metadata = [
      SessionNames.format: "\(SessionNames.current)", "program": Gradflow.configuration.version,
      "session": try json(session),
    ]
    for (part, (prefix, name)) in zip(runs, SessionFile.channels) {
      let run = part.run.add(to: &writer, prefix: prefix)
      let history = part.history.add(to: &writer, prefix: prefix)
      metadata["run.\(name)"] = try json(Sheet(run: run, history: history))
    }
    writer.metadata = metadata
    try writer.write(to: path)
  }

  /// What there is to write.
  init(_ session: SavedSession, _ runs: [(run: SavedRun, history: History)]) {
    (self.session, self.runs) = (session, runs)
  }

  /// Reads what `write` wrote. Throws a `FileError` with the remedy where it can't be gone on from.
  init(reading path: String) throws {
    let file = try SafetensorsFile(reading: path)
    guard let format = file.metadata[SessionNames.format] else {
      throw FileError(path, "is no session of gradflow", remedy: "weights are opened with --weights, data with --data")
    }
    guard Int(format) == SessionNames.current else {
      let program = file.metadata["program"] ?? "another program"
      throw FileError(
        path,
        "is a session of format \(format.printable(10)), saved by \(program.printable(30)); this program reads "
          + "\(SessionNames.current)", remedy: "resume it there")
    }
    session = try file.value(SavedSession.self, "session")
    var runs: [(SavedRun, History)] = []
    for (prefix, name) in SessionFile.channels where name == "a" || file.metadata["run.\(name)"] != nil {
      let sheet = try file.value(Sheet.self, "run.\(name)")
      runs.append(
        (
          try SavedRun(reading: file, prefix: prefix, sheet.run),
          try History(reading: file, prefix: prefix, sheet.history)
        ))
    }
    guard runs.allSatisfy({ $0.0.step == runs[0].0.step }) else {
      throw FileError(path, "can't be resumed: its networks are not at the same step")
    }
    self.runs = runs
  }
}

extension SafetensorsFile {
  /// A value of the metadata that is JSON.
  fileprivate func value<Value: Decodable>(_ type: Value.Type, _ key: String) throws -> Value {
    guard let text = metadata[key] else { throw FileError(path, "can't be resumed: it has no \"\(key)\"") }
    do { return try gradflow.value(type, json: text) } catch let error as SettingError {
      throw FileError(path, "can't be resumed: \(error)")
    } catch {
      throw FileError(path, "can't be resumed: its \"\(key)\" is damaged", remedy: "copy or save it again")
    }
  }
}
