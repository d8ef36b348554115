import Glibc
import Scope

extension KeyDecoder {
  /// A decoder for the terminal that TERM names, and for the patience that its user asks for.
  static func forTerminal() -> KeyDecoder { KeyDecoder(escapeDelay: escapeDelay(), strings: keyStrings()) }

  /// How long an Esc waits for the rest of an arrow key: the user's ESCDELAY, in milliseconds, as ncurses has it.
  private static func escapeDelay() -> Duration {
    let wish = getenv("ESCDELAY").flatMap { Int(String(cString: $0)) }
    return .milliseconds(min(max(wish ?? 50, 0), 10_000))
  }

  /// What this terminal's keys send, by terminfo's names.
  private static func keyStrings() -> [[UInt8]: Key] {
    let names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
      ("kLFT", .shiftLeft), ("kRIT", .shiftRight), ("kri", .shiftUp), ("kind", .shiftDown),
    ]
    let functions = (1...63).map { ("kf\($0)", Key.function($0)) }
    let strings = (names + functions).compactMap { name, key in
      NcursesScreen.capability(name).map { (Array($0.utf8), key) }
    }
    return Dictionary(strings) { first, _ in first }
  }
}
