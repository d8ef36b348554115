import ArgumentParser
import Engine
import Recurrence
import Scope

/// Which background the colours are for, as one says it.
enum ThemeChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, dark, light

  /// Nil where the terminal is to be asked.
  var theme: Theme? { Theme(rawValue: rawValue) }
}

/// Which colours there are, as one says it.
enum Palette: String, CaseIterable, ExpressibleByArgument {
  case color, mono
}

extension Speed: ExpressibleByArgument {
  /// How fast, as one says it.
  public static var allValueStrings: [String] { allCases.map { $0 == .unlimited ? "max" : "\($0.rawValue)" } }

  /// All of them in a line.
  static var names: String { allValueStrings.joined(separator: ", ") }

  /// The speed that is said so; throws a line with those that there are.
  init(told name: String) throws {
    guard let speed = Speed(argument: name) else {
      throw SettingError("unknown speed \"\(name)\"; known: \(Speed.names)")
    }
    self = speed
  }

  /// The speed that is said so.
  public init?(argument: String) {
    guard let index = Speed.allValueStrings.firstIndex(of: argument) else { return nil }
    self = Speed.allCases[index]
  }
}
