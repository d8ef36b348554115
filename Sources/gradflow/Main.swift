import Glibc
import Panels

@main struct Main {
  static func main() {
    do {
      try NcursesTerminal(ascii: CommandLine.arguments.contains("--ascii")).close()
    } catch {
      var message = "gradflow: \(error)\n"
      _ = message.withUTF8 { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      exit(2)
    }
  }
}
