import Engine
import Recurrence

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

  /// Sets a setting by name and text, or says why it can't be.
  mutating func set(_ name: String, to text: String) {
    do {
      let setting = try Settings.find(name)
      var changed = experiment
      try setting.set(&changed, text)
      try changed.validate()
      if let terms, changed.task == experiment.task { try changed.validate(for: terms) }
      let before = setting.get(experiment)
      change {
        $0 = changed
        return "\(setting.name) \(before) → \(setting.get(changed))"
      }
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
