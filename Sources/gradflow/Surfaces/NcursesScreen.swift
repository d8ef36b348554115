import CNcurses
import Glibc
import Scope

/// Pictures as the bytes that bring a terminal to them, by way of ncurses. One at a time, used from one thread. No other
/// file knows ncurses.
///
/// ncurses finds out what to write, and writes it into memory: it would wait for a terminal that doesn't read, deaf to
/// signals, as it would wait for the rest of a key.
final class NcursesScreen {
  /// How many colours this terminal has.
  let colors: ColorDepth
  /// Whether the user's locale has more than ASCII.
  let isUnicode: Bool
  private let screen: OpaquePointer
  /// Where ncurses writes.
  private let sheet: Int32
  private var shown: Canvas?
  private var pairs: [Colors: Int32] = [:]
  /// Whether a colour's number is its RGB.
  private let isDirect: Bool
  /// The largest picture: ncurses counts in 16 bits, and no screen has as many cells.
  private static let largest = (width: 2000, height: 600)

  private struct Colors: Hashable {
    let foreground: Int32
    let background: Int32
  }

  /// A screen for the terminal that TERM names. Unlike with `initscr`, an unknown one throws instead of ending the process.
  init(isColored: Bool) throws {
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    // The window tells its size, in `fit`; until then ncurses has one, whatever the user's variables or terminfo say.
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
    guard NcursesScreen.capability("cup") != nil else {
      endwin()
      delscreen(screen)
      throw TerminalError(
        description: "terminal \"\(term)\" can't place its cursor; try TERM=xterm-256color gradflow")
    }
    self.screen = screen
    (colors, isDirect) = NcursesScreen.colors(isColored)
    isUnicode = shim_is_utf8() != 0
    // Keys that wait would otherwise leave pictures half painted.
    typeahead(-1)
    nonl()
    // ncurses then never scrolls for the cell at the lower right.
    scrollok(shim_stdscr(), false)
    curs_set(0)
  }

  deinit { delscreen(screen) }

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

  /// A string of terminfo, without its padding `$<…>`.
  static func capability(_ name: String) -> String? {
    guard let text = tigetstr(name), Int(bitPattern: text) != -1 else { return nil }
    let parts = String(cString: text).split(separator: "$<", omittingEmptySubsequences: false)
    return parts.enumerated().map { i, part in
      i == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
    }.joined()
  }

  /// Columns and rows.
  var size: (width: Int, height: Int) {
    (Int(getmaxx(shim_stdscr())), Int(getmaxy(shim_stdscr())))
  }

  /// Makes the picture as large as the window, as far as ncurses can.
  func fit() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return }
    let (width, height) = NcursesScreen.largest
    resize_term(Int32(min(Int(window.ws_row), height)), Int32(min(Int(window.ws_col), width)))
  }

  /// Forgets what the terminal shows: the next picture is painted whole.
  func redraw() {
    forget()
    clearok(shim_stdscr(), true)
  }

  /// Forgets which picture it was: the next one is gone through cell by cell.
  func forget() { shown = nil }

  /// What ncurses has written since the last time.
  func collect() -> [UInt8] {
    let count = Int(lseek(sheet, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { memory, read in
      read = max(0, pread(sheet, memory.baseAddress, count, 0))
    }
    ftruncate(sheet, 0)
    lseek(sheet, 0, SEEK_SET)
    return bytes
  }

  /// What gives the terminal back as ncurses found it.
  func end() -> [UInt8] {
    endwin()
    return collect()
  }

  /// What brings the terminal to this picture. Cells that are shown already are left alone; if all are, it is no byte.
  func show(_ canvas: Canvas, as look: Look) -> [UInt8] {
    guard canvas != shown else { return [] }
    if pairs.count + 256 > shim_color_pairs(), colors == .twoFiftySix { forgetPairs() }
    let old = shown?.width == canvas.width && shown?.height == canvas.height ? shown : nil
    if old == nil { werase(shim_stdscr()) }
    for y in 0..<min(canvas.height, size.height) {
      for x in 0..<min(canvas.width, size.width) {
        let glyph = canvas[x, y]
        if glyph == old?[x, y] ?? .blank { continue }
        put(glyph.scalar, glyph.style.paint(on: look), x: x, y: y)
      }
    }
    shown = canvas
    wrefresh(shim_stdscr())
    return collect()
  }

  private func put(_ scalar: Unicode.Scalar, _ paint: Paint, x: Int, y: Int) {
    var attributes: attr_t = 0
    if paint.bold { attributes |= shim_bold() }
    if paint.dim { attributes |= shim_dim() }
    if paint.reverse { attributes |= shim_reverse() }
    if paint.underline { attributes |= shim_underline() }
    let colors = Colors(
      foreground: paint.foreground.number(isDirect: isDirect), background: paint.background.number(isDirect: isDirect))
    _ = shim_put(Int32(y), Int32(x), wchar_t(bitPattern: scalar.value), attributes, pair(of: colors))
  }

  private func pair(of wanted: Colors) -> Int32 {
    if colors == .none || (wanted.foreground < 0 && wanted.background < 0) { return 0 }
    if let known = pairs[wanted] { return known }
    let pair = max(0, alloc_pair(wanted.foreground, wanted.background))
    pairs[wanted] = pair
    return pair
  }

  /// All pairs are taken: begin anew, and paint everything once more.
  private func forgetPairs() {
    reset_color_pairs()
    pairs = [:]
    forget()
  }
}
