import CNcurses
import Glibc
import Scope

/// Why there can be no terminal.
struct TerminalError: Error, CustomStringConvertible {
  let description: String
}

/// The terminal by way of ncurses. One at a time, used from one thread. No other file knows ncurses.
final class NcursesTerminal: Surface {
  /// What this terminal can show.
  private(set) var look: Look
  private let screen: OpaquePointer
  private var shown: Canvas?
  private var pairs: [Colors: Int32] = [:]
  private var isOpen = true
  /// Whether a colour's number is its RGB.
  private let isDirect: Bool
  private var query = BackgroundQuery()
  /// Keys that were read beside the terminal's answers.
  private var waiting: [Key] = []

  private struct Colors: Hashable {
    let foreground: Int32
    let background: Int32
  }

  /// Takes the terminal over. Unlike `initscr`, an unknown TERM throws instead of ending the process. Without a theme it
  /// asks the terminal for its background.
  init(ascii: Bool = false, theme: Theme? = nil) throws {
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1 else {
      throw TerminalError(description: "stdin and stdout must be a terminal")
    }
    NcursesTerminal.takeLocale()
    CrashGuard.saveSettings()
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    guard let screen = shim_newterm() else {
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
    let colors = NcursesTerminal.colors()
    isDirect = colors.isDirect
    let told = getenv("COLORFGBG").flatMap { Theme(colorFGBG: String(cString: $0)) }
    look = Look(colors: colors.depth, unicode: !ascii && shim_is_utf8() != 0, theme: theme ?? told ?? .dark)
    set_escdelay(25)
    raw()
    noecho()
    nonl()
    keypad(shim_stdscr(), true)
    nodelay(shim_stdscr(), true)
    defineKeys()
    // ncurses then never scrolls for the cell at the lower right.
    scrollok(shim_stdscr(), false)
    curs_set(0)
    mousemask(shim_mouse_mask(), nil)
    mouseinterval(0)
    let mouseOff = NcursesTerminal.capability("kmous") == nil ? "" : "\u{1B}[?1006l\u{1B}[?1000l"
    let names = ["sgr0", "op", "rmkx", "cnorm", "rmcup"]
    CrashGuard.arm(farewell: mouseOff + names.compactMap(NcursesTerminal.capability).joined())
    // A terminal that knows no such questions, as the Linux console, might show them; it has no mouse either.
    if theme == nil, look.colors > .none, !mouseOff.isEmpty { askForBackground() }
  }

  /// Takes the user's locale, or C.UTF-8 where theirs is not installed and they ask for no other character set.
  private static func takeLocale() {
    guard setlocale(LC_CTYPE, "") == nil else { return }
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].map { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
    let set = (names.first { !$0.isEmpty } ?? "").drop { $0 != "." }.prefix { $0 != "@" }.lowercased()
    if ["", ".utf-8", ".utf8"].contains(set) { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  /// The terminal's colours, and whether their numbers are RGB; none if the user set NO_COLOR (no-color.org).
  private static func colors() -> (depth: ColorDepth, isDirect: Bool) {
    if let wish = getenv("NO_COLOR"), wish.pointee != 0 { return (.none, false) }
    guard has_colors(), start_color() == OK else { return (.none, false) }
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
    query.open()
    let question = Array(BackgroundQuery.question.utf8)
    write(STDOUT_FILENO, question, question.count)
    let deadline = ContinuousClock.now + .milliseconds(200)
    while query.isOpen {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&polled, 1, Int32(left.rounded(.up))) > 0, readKeys() else { return }
    }
  }

  /// Columns and rows.
  var size: (width: Int, height: Int) {
    (Int(getmaxx(shim_stdscr())), Int(getmaxy(shim_stdscr())))
  }

  /// Where the keyboard is read.
  var descriptor: Int32 { STDIN_FILENO }

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

  /// The next key that is waiting, or nil. Never waits, but for the 25 ms that tell Esc from an arrow key.
  func nextKey() -> Key? {
    while waiting.isEmpty, isOpen {
      guard readKeys() else { break }
    }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  /// Takes what the terminal sent next among the keys that wait; false if there was nothing.
  private func readKeys() -> Bool {
    var code: wint_t = 0
    let kind = wget_wch(shim_stdscr(), &code)
    switch kind {
    case OK: waiting += query.take(code).compactMap(Key.init(scalar:))
    case KEY_CODE_YES:
      waiting += query.release().compactMap(Key.init(scalar:))
      if let key = named(Int32(code)) { waiting.append(key) }
    default: waiting += query.pause().compactMap(Key.init(scalar:))
    }
    if let background = query.background, look.theme != Theme(background: background) {
      look.theme = Theme(background: background)
      shown = nil
      // For whoever draws: the picture is another.
      waiting.append(.resize)
    }
    return kind == OK || kind == KEY_CODE_YES
  }

  private func named(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_SLEFT: return .shiftLeft
    case KEY_SRIGHT: return .shiftRight
    case KEY_SR: return .shiftUp
    case KEY_SF: return .shiftDown
    case KEY_HOME: return .home
    case KEY_END: return .end
    case KEY_PPAGE: return .pageUp
    case KEY_NPAGE: return .pageDown
    case KEY_ENTER: return .enter
    case KEY_BACKSPACE: return .backspace
    case KEY_DC: return .delete
    case KEY_BTAB: return .backTab
    case KEY_RESIZE: return .resize
    case KEY_MOUSE: return mouse()
    case (KEY_F0 + 1)...(KEY_F0 + 63): return .function(Int(code - KEY_F0))
    default: return nil
    }
  }

  /// What terminals send that say they are another: PuTTY and tmux Home and End, many the arrows with Shift.
  private func defineKeys() {
    let keys: [(String, Int32)] = [
      ("[A", KEY_UP), ("[B", KEY_DOWN), ("[C", KEY_RIGHT), ("[D", KEY_LEFT), ("[H", KEY_HOME),
      ("[F", KEY_END), ("[1~", KEY_HOME), ("[4~", KEY_END), ("[7~", KEY_HOME), ("[8~", KEY_END),
      ("[3~", KEY_DC), ("[5~", KEY_PPAGE), ("[6~", KEY_NPAGE), ("[Z", KEY_BTAB), ("[1;2A", KEY_SR),
      ("[1;2B", KEY_SF), ("[1;2C", KEY_SRIGHT), ("[1;2D", KEY_SLEFT),
    ]
    for (sequence, code) in keys where key_defined("\u{1B}" + sequence) == 0 {
      define_key("\u{1B}" + sequence, code)
    }
  }

  private func mouse() -> Key? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let buttons: [MouseButton] = [.left, .middle, .right, .wheelUp, .wheelDown]
    let number = Int(shim_mouse_button(event.bstate))
    guard number > 0 else { return nil }
    return .mouse(x: Int(event.x), y: Int(event.y), button: buttons[number - 1])
  }

  /// Takes up the window's new size, after SIGWINCH. The next picture is painted whole.
  func resized() {
    var window = winsize()
    guard isOpen, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else { return }
    guard window.ws_row > 0, window.ws_col > 0 else { return }
    resize_term(Int32(window.ws_row), Int32(window.ws_col))
    redraw()
  }

  /// Forgets what the screen shows: the next picture is painted whole.
  func redraw() {
    shown = nil
    clearok(shim_stdscr(), true)
  }

  /// Gives the terminal back and stops, as Ctrl-Z does; returns, with the terminal taken again, after `fg`.
  func suspend() {
    guard isOpen else { return }
    endwin()
    Signals.stop()
    resume()
  }

  /// Takes the terminal again after someone else had it, its window perhaps of another size.
  func resume() {
    guard isOpen else { return }
    reset_prog_mode()
    resized()
  }

  /// Gives the terminal back as it was. Again does nothing.
  func close() {
    guard isOpen else { return }
    isOpen = false
    mousemask(0, nil)
    werase(shim_stdscr())
    endwin()
    CrashGuard.disarm()
    delscreen(screen)
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
