import Engine
import Recurrence

// The `:` line, on top of whatever the mode is.
extension Session {
  /// The keys of the `:` line.
  mutating func edit(_ action: Action) {
    switch action {
    case .typed(let character): prompt?.insert(character)
    case .pasted(let text): paste(text)
    case .erase: if prompt?.text.isEmpty == true { prompt = nil } else { prompt?.erase() }
    case .edit(let edit): prompt?.edit(edit, earlier: typedLines)
    case .complete: prompt?.complete()
    case .submit: submit()
    default: return
    }
  }

  /// Types the first line of a text, and submits it where another follows: what nobody has seen is not obeyed.
  private mutating func paste(_ text: String) {
    var rest = text.drop(while: \.isWhitespace)
    if rest.first == ":" {
      prompt = prompt ?? Prompt()
      rest = rest.dropFirst()
    }
    guard prompt != nil else { return warn(.pastedElsewhere) }
    let line = rest.prefix { !$0.isNewline }
    // A tab is a space here, and nothing else that a terminal would obey is typed.
    for character in line where character.isWhitespace || !character.isControl {
      prompt?.insert(character.isWhitespace ? " " : character)
    }
    guard line.endIndex < rest.endIndex else { return }
    submit()
    if rest[line.endIndex...].contains(where: { !$0.isWhitespace }) {
      message = .warning(words.line(.pastedFirstLine(message?.text)))
    }
  }

  private mutating func submit() {
    guard let line = prompt.take() else { return }
    guard !line.isCut else { return warn(.lineCut(longest: Prompt.longest)) }
    if line.text.contains(where: { $0 != " " }), line.text != typedLines.last {
      typedLines = typedLines.suffix(Session.mostLines - 1) + [line.text]
    }
    obey(TypedLine(line.text))
  }

  private mutating func obey(_ line: TypedLine) {
    let value = line.trimmedValue
    switch line.name {
    case "" where value.isEmpty: break
    case let word where TypedLine.quit.contains(word) && value.isEmpty: quit()
    case let word where TypedLine.help.contains(word):
      if !value.isEmpty { tell(value) } else if mode != .help { toggle(.help) }
    case "vs": compare(value)
    case "save": save(to: value)
    case "step": travel(to: value)
    case "all":
      let setting = TypedLine(value)
      if setting.trimmedValue.isEmpty {
        warn(.noValue(setting.name.isEmpty ? line.name : setting.name))
      } else {
        set(setting.name, to: setting.trimmedValue, inAll: true)
      }
    case let name: if value.isEmpty { tell(name) } else { set(name, to: value) }
    }
  }

  /// Says what a setting is, and what it is for.
  private mutating func tell(_ name: String) {
    do {
      let setting = try Settings.find(name)
      try Settings.requireOpen(setting.name, in: experiment)
      say(.asked(setting, experiment))
    } catch {
      message = .warning("\(error)")
    }
  }

  /// How many typed lines are kept.
  public static let mostLines = 100
}

extension Character {
  fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
