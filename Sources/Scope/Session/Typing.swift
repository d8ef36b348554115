import Engine
import Recurrence

// The `:` line, on top of whatever the mode is.
extension Session {
  /// The keys of the `:` line.
  mutating func edit(_ action: Action) {
    switch action {
    // In place: a copy of the line for each of its characters would make a long one slow.
    case .typed(let character): prompt?.append(character)
    case .erase: if prompt?.text.isEmpty == true { prompt = nil } else { prompt?.erase() }
    case .complete: prompt?.complete()
    case .submit:
      guard let line = prompt.take() else { return }
      if line.isCut {
        warn(.lineCut(longest: Prompt.longest))
      } else {
        submit(line.text)
      }
    default: return
    }
  }

  private mutating func submit(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return }
    if ["q", "quit"].contains(name) {
      isQuitting = true
      return
    }
    if words.count == 2 {
      set(name, to: words[1].trimmingSpaces)
      return
    }
    do {
      let setting = try Settings.find(name)
      try Settings.requireOpen(setting.name, in: experiment)
      say(.asked(setting, experiment))
    } catch {
      message = .warning("\(error)")
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
