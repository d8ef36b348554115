/// Text as cells: one scalar per cell, nothing that could shift the columns to its right.
extension Look {
  /// The scalars to draw, one per cell: transliterated where there is only ASCII, combining marks and control
  /// characters left out, and `?` for what would take two cells.
  public func cells(of text: String) -> [Unicode.Scalar] {
    var cells: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x20 && scalar.value < 0x7F {
        cells.append(scalar)
      } else if scalar.takesNoCell {
        continue
      } else if unicode {
        cells.append(scalar.isWide ? "?" : scalar)
      } else {
        cells += Look.ascii(for: scalar).unicodeScalars
      }
    }
    return cells
  }

  /// How many cells the text takes here.
  public func width(of text: String) -> Int { cells(of: text).count }

  /// The text cut to `width` cells, the last of them … where something is missing.
  func cells(of text: String, fitting width: Int) -> [Unicode.Scalar] {
    let cells = cells(of: text)
    if cells.count <= width { return cells }
    let ellipsis = self.cells(of: "…")
    if width <= ellipsis.count { return Array(cells.prefix(max(0, width))) }
    return cells.prefix(width - ellipsis.count) + ellipsis
  }

  /// What stands for the scalar where there is only ASCII.
  static func ascii(for scalar: Unicode.Scalar) -> String {
    if let known = transliterations[scalar] { return known }
    switch scalar.value {
    case 0x2800: return " "
    case 0x2801...0x28FF: return "*"
    case 0x2500...0x257F: return "+"
    case 0x2581...0x258F: return "#"
    case 0x00A0, 0x2000...0x200A: return " "
    default: return "?"
    }
  }

  private static let transliterations: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "∂": "d", "‖": "||", "×": "x", "Σ": "sum", "√": "sqrt", "∑": "sum", "∇": "grad", "∞": "inf",
      "σ": "s", "φ": "phi", "θ": "theta", "ρ": "rho", "η": "eta", "α": "alpha", "β": "beta", "γ": "gamma",
      "δ": "delta", "ε": "eps", "λ": "lambda", "μ": "mu", "µ": "u", "π": "pi", "τ": "tau", "Δ": "D",
      "⊙": "*", "⊗": "(x)", "÷": "/", "Π": "prod", "·": ".", "∙": ".", "•": "*", "…": "...", "−": "-", "–": "-",
      "—": "-", "±": "+-",
      "≥": ">=", "≤": "<=", "≠": "!=", "≈": "~", "∈": "in", "∝": "~", "∘": "o", "°": "deg", "ᵀ": "^T",
      "→": "->", "←": "<-", "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "↵": "Enter", "⏎": "Enter",
      "▶": ">", "◀": "<", "▸": ">", "▲": "^", "▼": "v", "►": ">", "◄": "<", "●": "*", "○": "o", "■": "#", "□": "o",
      "✓": "ok", "✗": "x", "‘": "'", "’": "'", "“": "\"", "”": "\"", "′": "'", "½": "1/2",
      "▀": "#", "▄": "#", "█": "#", "▌": "#", "▐": "#", "░": ".", "▒": "+", "▓": "%", "≡": "=", "≣": "%",
      "─": "-", "━": "-", "═": "=", "╌": "-", "╍": "-", "┄": "-", "┈": "-", "╴": "-", "╶": "-",
      "│": "|", "┃": "|", "║": "|", "╎": "|", "┆": "|", "┊": "|",
      "ₜ": "_t", "ₕ": "_h", "ₓ": "_x", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k", "ₙ": "_n", "₋": "_-", "₊": "_+",
      "⁻": "^-", "⁺": "^+", "ⁿ": "^n", "ᵗ": "^t",
    ]
    for (n, pair) in zip("⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars, "₀₁₂₃₄₅₆₇₈₉".unicodeScalars).enumerated() {
      table[pair.0] = "^\(n)"
      table[pair.1] = "_\(n)"
    }
    return table
  }()
}

extension Unicode.Scalar {
  var takesNoCell: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator, .surrogate:
      true
    // The vowels and finals of Hangul syllables that are written in parts.
    default: (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
    }
  }

  /// East Asian wide and emoji: two cells on most terminals, so never drawn.
  var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: properties.isEmojiPresentation
    }
  }
}
