import ArgumentParser
import Scope

/// The manual page, from the tables that drive the program: `make install` has it written.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man.", shouldDisplay: false)

  func run() throws {
    print(ManualCommand.page)
    try flushOutput()
  }

  /// The page in the man macros, UTF-8.
  static var page: String {
    let root = Gradflow.configuration
    let commands: [any ParsableCommand.Type] = [
      Explore.self, TraceCommand.self, CompareCommand.self, CheckCommand.self,
    ]
    var page = [
      ".TH GRADFLOW 1 \"\" \"\(root.version)\"", ".SH NAME", "gradflow \\- \(escaped(root.abstract))",
      ".SH SYNOPSIS",
      verbatim(
        "gradflow [explore] [options]\ngradflow trace [options]\ngradflow compare [options]\n"
          + "gradflow check [options]"),
      ".SH DESCRIPTION", verbatim(root.discussion),
    ]
    for command in commands {
      let name = command.configuration.commandName ?? "explore"
      page += [".SH GRADFLOW \(name.uppercased())", verbatim(Gradflow.helpMessage(for: command, columns: 76))]
    }
    page += [".SH KEYS"]
    for binding in KeyBindings.all {
      page += [".TP", escaped(binding.keyText), escaped(Language.words.help(binding.action))]
    }
    page += [".SH ENVIRONMENT"]
    for (name, help) in environment { page += [".TP", escaped(name), escaped(help)] }
    page += [
      ".SH EXIT STATUS", "0; 1 where a check finds a gradient that is wrong; 2 where the input is.",
    ]
    return page.joined(separator: "\n")
  }

  private static let environment = [
    ("XDG_CONFIG_HOME", "the folder of gradflow/config; else ~/.config"),
    ("NO_COLOR", "where it is set and not empty, no colours, unless --palette color asks for them"),
    ("COLORFGBG", "tells the terminal's background where the terminal doesn't"),
    ("ESCDELAY", "how many milliseconds an Esc waits for the rest of an arrow key"),
    ("GRADFLOW_LOG", "a file for what goes in and comes out"),
  ]

  private static func verbatim(_ text: String) -> String {
    ".nf\n" + text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }.joined(separator: "\n")
      + "\n.fi"
  }

  /// A line that means itself.
  private static func escaped(_ line: some StringProtocol) -> String {
    let text = line.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
      .split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
    return [".", "'"].contains(text.first) ? "\\&" + text : text
  }
}
