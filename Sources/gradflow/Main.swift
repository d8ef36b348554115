import Glibc
import Panels
import Recurrence
@main struct Main {
  static func main() {
    do {
      let args = CommandLine.arguments
      let terminal = try NcursesTerminal(ascii: args.contains("--ascii"))
      let wakeUp = WakeUp()
      let p = ExploreProgram(Session(Experiment()), weights: nil, terminal: terminal, wakeUp: wakeUp)
      let signal = RunLoop(terminal: terminal, wakeUp: wakeUp).run(p)
      p.close()
      terminal.close()
      if let signal { Signals.die(of: signal) }
    } catch {
      print("gradflow: \(error)")
      exit(2)
    }
  }
}
