import Engine
import Recurrence

// The `:` line, on top of whatever the mode is.
extension Session {
  /// The keys of the `:` line.
  mutating func edit(_ action: Action) {
    guard var line = prompt else { return }
    switch action {
    case .typed(let character):
      line.text.append(character)
      line.offers = []
    case .erase:
      if line.text.isEmpty {
        prompt = nil
        return
      }
      line.text.removeLast()
      line.offers = []
    case .complete: line.complete()
    case .submit:
      prompt = nil
      submit(line.text)
      return
    default: return
    }
    prompt = line
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
      message = .done("\(setting.name) is \(setting.get(experiment)): \(setting.help)")
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
