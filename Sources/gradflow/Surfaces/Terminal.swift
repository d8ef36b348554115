import Glibc
import Scope

/// Why there can be no terminal.
struct TerminalError: Error, CustomStringConvertible {
  let description: String
}

/// The user's terminal: taken over, asked, written to without waiting, and given back as it was. One at a time, used from
/// one thread.
final class Terminal: Surface {
  /// What this terminal can show.
  private(set) var look: Look
  private let screen: NcursesScreen
  private var outbox: Outbox
  private var keyboard: Keyboard
  private let hasMouse: Bool
  /// What the terminal is told besides by ncurses: to send keys and mouse.
  private let greeting: String
  private var isOpen = true

  /// Takes the terminal over. Without a theme it asks the terminal for its background; unless told
  /// whether there are to be colours, it asks NO_COLOR.
  init(ascii: Bool = false, theme: Theme? = nil, isColored: Bool? = nil) throws {
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1 else {
      throw TerminalError(description: "stdin and stdout must be a terminal")
    }
    UserLocale.take()
    CrashGuard.saveSettings()
    screen = try NcursesScreen(isColored: isColored ?? (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true))
    let told = getenv("COLORFGBG").flatMap { Theme(colorFGBG: String(cString: $0)) }
    look = Look(colors: screen.colors, unicode: !ascii && screen.isUnicode, theme: theme ?? told ?? .dark)
    keyboard = Keyboard(Outbox.reopen(STDIN_FILENO, O_RDONLY), decoder: .forTerminal())
    outbox = Outbox(Outbox.reopen(STDOUT_FILENO, O_WRONLY))
    hasMouse = NcursesScreen.capability("kmous") != nil
    // A terminal without a mouse, as the Linux console, is not asked for anything that terminfo doesn't know.
    greeting =
      (NcursesScreen.capability("smkx") ?? "") + (hasMouse ? "\u{1B}[?1000h\u{1B}[?1006h\u{1B}[?2004h" : "")
    let names = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
    CrashGuard.arm(
      farewell: (hasMouse ? Terminal.mouseOff : "") + names.compactMap(NcursesScreen.capability).joined(),
      to: outbox.descriptor)
    CrashGuard.makeRaw()
    screen.fit()
    outbox.send(screen.collect())
    outbox.send(greeting.utf8)
    // A terminal that knows no such questions, as the Linux console, might show them; it has no mouse either.
    if theme == nil, look.colors > .none, hasMouse { askForBackground() }
  }

  /// No more reports of the mouse, and of what is pasted.
  private static let mouseOff = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l"

  /// Asks for the background, and waits a little, so that the first picture has its colours. An answer that takes longer
  /// changes them when it comes.
  private func askForBackground() {
    keyboard.answers.ask()
    outbox.send(Answers.question.utf8)
    let deadline = ContinuousClock.now + .milliseconds(200)
    while keyboard.answers.isAwaited {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&polled, 1, Int32(left.rounded(.up))) > 0, keyboard.fill() else { break }
    }
    _ = takeBackground()
  }

  /// Takes up the background that the terminal told; whether that changed the colours.
  private func takeBackground() -> Bool {
    guard let theme = keyboard.answers.background.map(Theme.init), look.theme != theme else { return false }
    look.theme = theme
    screen.forget()
    return true
  }

  /// Columns and rows.
  var size: (width: Int, height: Int) { screen.size }

  /// Where the keyboard is read.
  var descriptor: Int32 { keyboard.descriptor }

  /// Where poll() tells that the terminal takes more, while it hasn't taken all.
  var writing: Int32? { outbox.isEmpty ? nil : outbox.descriptor }

  /// Sends more of what the terminal hasn't taken.
  func push() { outbox.push() }

  /// Brings the terminal to this picture.
  func show(_ canvas: Canvas) {
    guard isOpen else { return }
    outbox.send(screen.show(canvas, as: look))
  }

  /// The next key that is waiting, or nil. Never waits.
  func nextKey() -> Key? {
    guard isOpen else { return nil }
    let key = keyboard.next()
    guard takeBackground(), key == nil else { return key }
    // For whoever draws: the picture is another.
    return .resize
  }

  /// When a key is due though no byte comes.
  var keyDue: ContinuousClock.Instant? { keyboard.due }

  /// Takes up the window's new size, after SIGWINCH. The next picture is painted whole.
  func resized() {
    guard isOpen else { return }
    screen.fit()
    redraw()
  }

  /// Forgets what the screen shows: the next picture is painted whole.
  func redraw() { screen.redraw() }

  /// Gives the terminal back and stops, as Ctrl-Z does; returns, with the terminal taken again, after `fg`.
  func suspend() {
    guard isOpen else { return }
    giveBack()
    Signals.stop()
    resume()
  }

  /// Takes the terminal again after someone else had it, its window perhaps of another size.
  func resume() {
    guard isOpen else { return }
    CrashGuard.makeRaw()
    outbox.send(greeting.utf8)
    resized()
  }

  /// Gives the terminal back as it was. Again does nothing.
  func close() {
    guard isOpen else { return }
    isOpen = false
    giveBack()
    CrashGuard.disarm()
  }

  /// Leaves the terminal as it was found. One that doesn't read is told so past what waits for it.
  private func giveBack() {
    if hasMouse { outbox.send(Terminal.mouseOff.utf8) }
    outbox.send(screen.end())
    if !outbox.finish(within: 200) { CrashGuard.sayFarewell() }
    CrashGuard.restoreSettings()
  }

  deinit { close() }
}
