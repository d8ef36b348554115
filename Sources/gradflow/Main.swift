import ArgumentParser
import Glibc
import Safetensors

/// The command line: `gradflow` explores, `gradflow trace` works without a screen.
@main
struct Gradflow: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "An oscilloscope for gradients: trains a small recurrent network live and shows where ∂L/∂h_t goes.",
    discussion: """
      gradflow                                      the classic example, live
      gradflow --cell gru --length 250 --clip norm  any setting as an option, or by key, or typed after :
      gradflow --weights net.safetensors --task file:data.safetensors
      gradflow trace --cell lstm --steps 50 --out trace.safetensors
      gradflow compare --task adding --vs "--cell gru" --vs "--cell lstm" --seeds 1:20

      All settings: gradflow explore --help. In the program, ? lists the keys.
      """,
    version: "gradflow 0.1.0",
    subcommands: [Explore.self, TraceCommand.self, CompareCommand.self, CheckCommand.self, ManualCommand.self],
    defaultSubcommand: Explore.self)

  /// Runs the command; whatever is wrong with the input is one line on stderr and exit status 2.
  static func main() {
    // A file that may not grow any more is an error to be told, not an end.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let script = Completions.script(Array(CommandLine.arguments.dropFirst())) {
        print(script)
        return try flushOutput()
      }
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        // --help and --version.
        print(fullMessage(for: error))
        do { try flushOutput() } catch {
          complain("\(error)")
          Glibc.exit(2)
        }
        Glibc.exit(0)
      }
      if error is ExitCode { exit(withError: error) }
      let text = message(for: error)
      complain(text.isEmpty ? "\(error)" : text)
      Glibc.exit(2)
    }
  }
}

/// Throws where what was printed can't be written.
func flushOutput() throws {
  guard fflush(nil) == 0 else { throw FileError("stdout", "can't be written: \(String(cString: strerror(errno)))") }
}

/// One line on stderr, without what a terminal would obey.
func complain(_ text: String) {
  let first = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
  let line = "gradflow: \(first.printable(199))\n"
  _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}
