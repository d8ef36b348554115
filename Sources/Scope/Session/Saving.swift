import Engine
import Recurrence

// The session in a file. The program has the disk; here is none.
extension Session {
  /// Has all saved to a file: that of the name, or the last one.
  mutating func save(to name: String) {
    guard saving == nil else { return warn(.stillSaving) }
    guard let path = name.isEmpty ? file : name else { return warn(.noFileToSave) }
    saving = path
    command { $0.saves += 1 }
    say(.saving(path))
  }

  /// Takes in that all was saved, as it was at a training step.
  public mutating func receiveSaved(step: Int) {
    guard let path = saving.take() else { return }
    file = path
    say(.saved(path, step: step))
  }

  /// Takes in why nothing was saved; who was about to leave stays to read it.
  public mutating func receiveUnsaved(_ reason: String) {
    guard saving.take() != nil else { return }
    isQuitting = false
    message = .warning(reason)
  }

  /// To end the program waits for the file, unless it is asked for twice.
  mutating func quit() {
    if isQuitting { saving = nil }
    isQuitting = true
  }
}
