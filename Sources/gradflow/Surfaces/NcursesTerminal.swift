import CNcurses
import Glibc
import Scope

/// Why there can be no terminal.
struct TerminalError: Error, CustomStringConvertible {
  let description: String
}

/// The terminal by way of ncurses. One at a time, used from one thread. No other file knows ncurses.
///
/// ncurses finds out what to write, and writes it into memory: it would wait for a terminal that doesn't read, deaf to
/// signals, as it would wait for the rest of a key. The terminal's settings, its keys and its bytes are this class's.
final class NcursesTerminal: Surface {
  /// What this terminal can show.
  private(set) var look: Look
  private let screen: OpaquePointer
  /// Where ncurses writes.
  private let sheet: Int32
  private var outbox: Outbox
  private var keyboard: Keyboard
  /// What the terminal is told besides by ncurses: to send keys and mouse.
  private let greeting: String
  private var shown: Canvas?
  private var pairs: [Colors: Int32] = [:]
  private var isOpen = true
  /// Whether a colour's number is its RGB.
  private let isDirect: Bool
  /// The largest picture: ncurses counts in 16 bits, and no screen has as many cells.
  private static let largest = (width: 2000, height: 600)

  private struct Colors: Hashable {
    let foreground: Int32
    let background: Int32
  }

  /// Takes the terminal over. Unlike `initscr`, an unknown TERM throws instead of ending the process. Without a theme it
  /// asks the terminal for its background; unless told whether there are to be colours, it asks NO_COLOR.
  init(ascii: Bool = false, theme: Theme? = nil, isColored: Bool? = nil) throws {
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1 else {
      throw TerminalError(description: "stdin and stdout must be a terminal")
    }
    UserLocale.take()
    CrashGuard.saveSettings()
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    // The window tells its size, below; until then ncurses has one, whatever the user's variables or terminfo say.
    setenv("COLUMNS", "80", 1)
    setenv("LINES", "24", 1)
    sheet = shim_memory_file()
    guard sheet >= 0, let file = fdopen(sheet, "w") else { throw TerminalError(description: "no memory for a screen") }
    guard let screen = shim_newterm(file) else {
      throw TerminalError(
        description: term.isEmpty
          ? "TERM is not set; try TERM=xterm-256color gradflow"
          : "terminal \"\(term)\" is not known here; try TERM=xterm-256color gradflow")
    }
    guard NcursesTerminal.capability("cup") != nil else {
      endwin()
      delscreen(screen)
      throw TerminalError(
        description: "terminal \"\(term)\" can't place its cursor; try TERM=xterm-256color gradflow")
    }
    self.screen = screen
    let colors = NcursesTerminal.colors(isColored ?? (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true))
    isDirect = colors.isDirect
    let told = getenv("COLORFGBG").flatMap { Theme(colorFGBG: String(cString: $0)) }
    look = Look(colors: colors.depth, unicode: !ascii && shim_is_utf8() != 0, theme: theme ?? told ?? .dark)
    keyboard = Keyboard(
      Outbox.reopen(STDIN_FILENO, O_RDONLY),
      decoder: KeyDecoder(escapeDelay: NcursesTerminal.escapeDelay(), strings: NcursesTerminal.keyStrings()))
    outbox = Outbox(Outbox.reopen(STDOUT_FILENO, O_WRONLY))
    let hasMouse = NcursesTerminal.capability("kmous") != nil
    // A terminal without a mouse, as the Linux console, is not asked for anything that terminfo doesn't know.
    greeting =
      (NcursesTerminal.capability("smkx") ?? "") + (hasMouse ? "\u{1B}[?1000h\u{1B}[?1006h\u{1B}[?2004h" : "")
    // Keys that wait would otherwise leave pictures half painted.
    typeahead(-1)
    nonl()
    // ncurses then never scrolls for the cell at the lower right.
    scrollok(shim_stdscr(), false)
    curs_set(0)
    let mouseOff = hasMouse ? NcursesTerminal.mouseOff : ""
    let names = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
    CrashGuard.arm(
      farewell: mouseOff + names.compactMap(NcursesTerminal.capability).joined(), to: outbox.descriptor)
    CrashGuard.makeRaw()
    fit()
    collect()
    outbox.send(greeting.utf8)
    // A terminal that knows no such questions, as the Linux console, might show them; it has no mouse either.
    if theme == nil, look.colors > .none, hasMouse { askForBackground() }
  }

  /// No more reports of the mouse, and of what is pasted.
  private static let mouseOff = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l"

  /// The terminal's colours, and whether their numbers are RGB; none if the user wants none (no-color.org).
  private static func colors(_ isWanted: Bool) -> (depth: ColorDepth, isDirect: Bool) {
    guard isWanted, has_colors(), start_color() == OK else { return (.none, false) }
    use_default_colors()
    switch shim_colors() {
    case 0x1000000...: return (.twoFiftySix, true)
    // Direct, too, in fewer bits, of which only the first eight are sure to be what they are everywhere.
    case 257...: return (.eight, false)
    case 256: return (.twoFiftySix, false)
    case 16...: return (.sixteen, false)
    case 8...: return (.eight, false)
    default: return (.none, false)
    }
  }

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

  /// Columns and rows.
  var size: (width: Int, height: Int) {
    (Int(getmaxx(shim_stdscr())), Int(getmaxy(shim_stdscr())))
  }

  /// Where the keyboard is read.
  var descriptor: Int32 { keyboard.descriptor }

  /// Where poll() tells that the terminal takes more, while it hasn't taken all.
  var writing: Int32? { outbox.isEmpty ? nil : outbox.descriptor }

  /// Sends more of what the terminal hasn't taken.
  func push() { outbox.push() }

  /// Sends what ncurses has written since the last time.
  private func collect() {
    let count = Int(lseek(sheet, 0, SEEK_CUR))
    guard count > 0 else { return }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { memory, read in
      read = max(0, pread(sheet, memory.baseAddress, count, 0))
    }
    ftruncate(sheet, 0)
    lseek(sheet, 0, SEEK_SET)
    outbox.send(bytes)
  }

  /// Brings the screen to this picture. Cells that are shown already are left alone; if all are, no byte is written.
  func show(_ canvas: Canvas) {
    guard isOpen, canvas != shown else { return }
    if pairs.count + 256 > shim_color_pairs(), look.colors == .twoFiftySix { forgetPairs() }
    let old = shown?.width == canvas.width && shown?.height == canvas.height ? shown : nil
    if old == nil { werase(shim_stdscr()) }
    for y in 0..<min(canvas.height, size.height) {
      for x in 0..<min(canvas.width, size.width) {
        let glyph = canvas[x, y]
        if glyph == old?[x, y] ?? .blank { continue }
        put(glyph, x: x, y: y)
      }
    }
    shown = canvas
    wrefresh(shim_stdscr())
    collect()
  }

  private func put(_ glyph: Glyph, x: Int, y: Int) {
    let paint = glyph.style.paint(on: look)
    var attributes: attr_t = 0
    if paint.bold { attributes |= shim_bold() }
    if paint.dim { attributes |= shim_dim() }
    if paint.reverse { attributes |= shim_reverse() }
    if paint.underline { attributes |= shim_underline() }
    let colors = Colors(
      foreground: paint.foreground.number(isDirect: isDirect), background: paint.background.number(isDirect: isDirect))
    _ = shim_put(Int32(y), Int32(x), wchar_t(bitPattern: glyph.scalar.value), attributes, pair(of: colors))
  }

  private func pair(of colors: Colors) -> Int32 {
    if look.colors == .none || (colors.foreground < 0 && colors.background < 0) { return 0 }
    if let known = pairs[colors] { return known }
    let pair = max(0, alloc_pair(colors.foreground, colors.background))
    pairs[colors] = pair
    return pair
  }

  /// All pairs are taken: begin anew, and paint everything once more.
  private func forgetPairs() {
    reset_color_pairs()
    pairs = [:]
    shown = nil
  }

  /// The next key that is waiting, or nil. Never waits.
  func nextKey() -> Key? {
    guard isOpen else { return nil }
    let key = keyboard.next()
    guard takeBackground(), key == nil else { return key }
    // For whoever draws: the picture is another.
    return .resize
  }

  /// Takes up the background that the terminal told; whether that changed the colours.
  private func takeBackground() -> Bool {
    guard let theme = keyboard.answers.background.map(Theme.init), look.theme != theme else { return false }
    look.theme = theme
    shown = nil
    return true
  }

  /// When a key is due though no byte comes.
  var keyDue: ContinuousClock.Instant? { keyboard.due }

  /// How long an Esc waits for the rest of an arrow key: the user's ESCDELAY, in milliseconds, as ncurses has it.
  private static func escapeDelay() -> Duration {
    let wish = getenv("ESCDELAY").flatMap { Int(String(cString: $0)) }
    return .milliseconds(min(max(wish ?? 50, 0), 10_000))
  }

  /// What this terminal's keys send.
  private static func keyStrings() -> [[UInt8]: Key] {
    let names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
      ("kLFT", .shiftLeft), ("kRIT", .shiftRight), ("kri", .shiftUp), ("kind", .shiftDown),
    ]
    let functions = (1...63).map { ("kf\($0)", Key.function($0)) }
    let strings = (names + functions).compactMap { name, key in capability(name).map { (Array($0.utf8), key) } }
    return Dictionary(strings) { first, _ in first }
  }

  /// Takes up the window's new size, after SIGWINCH. The next picture is painted whole.
  func resized() {
    guard isOpen else { return }
    fit()
    redraw()
  }

  /// Makes the picture as large as the window.
  private func fit() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return }
    let (width, height) = NcursesTerminal.largest
    resize_term(Int32(min(Int(window.ws_row), height)), Int32(min(Int(window.ws_col), width)))
  }

  /// Forgets what the screen shows: the next picture is painted whole.
  func redraw() {
    shown = nil
    clearok(shim_stdscr(), true)
  }

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
    delscreen(screen)
  }

  /// Leaves the terminal as it was found. One that doesn't read is told so past what waits for it.
  private func giveBack() {
    if greeting.contains("1000h") { outbox.send(NcursesTerminal.mouseOff.utf8) }
    endwin()
    collect()
    if !outbox.finish(within: 200) { CrashGuard.sayFarewell() }
    CrashGuard.restoreSettings()
  }

  deinit { close() }

  /// A string of terminfo, without its padding `$<…>`.
  private static func capability(_ name: String) -> String? {
    guard let text = tigetstr(name), Int(bitPattern: text) != -1 else { return nil }
    let parts = String(cString: text).split(separator: "$<", omittingEmptySubsequences: false)
    return parts.enumerated().map { i, part in
      i == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
    }.joined()
  }
}
