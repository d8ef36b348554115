import ArgumentParser

/// The program as shells complete it: an option that no command stands before is explore's, which the parser's own script
/// would not tell.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradflow", version: Gradflow.configuration.version,
    subcommands: Gradflow.configuration.subcommands)

  @OptionGroup var explore: Explore

  /// The script that `--generate-completion-script SHELL` asks for; nil where something else is asked for.
  static func script(_ arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == "--generate-completion-script" else { return nil }
    return CompletionShell(rawValue: arguments[1]).map { completionScript(for: $0) }
  }
}
