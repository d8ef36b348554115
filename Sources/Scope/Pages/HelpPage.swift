/// All keys, from the table that drives them, and what the picture means.
enum HelpPage: View {
  /// Draws what the session has scrolled to.
  static func draw(
    _ session: Session, in area: Rect, on canvas: inout Canvas, placing placement: inout Placement
  ) {
    let columns = area.width >= 130 ? 2 : 1
    let width = area.width / columns
    let lines = self.lines
    let perColumn = columns == 1 ? lines.count : (lines.count + 1) / 2
    let furthest = max(0, perColumn - area.height)
    let scroll = min(session.view.scroll, furthest)
    for column in 0..<columns {
      let part = lines.dropFirst(column * perColumn).prefix(perColumn)
      for (k, line) in part.dropFirst(scroll).prefix(max(0, area.height)).enumerated() {
        let x = area.x + column * width + 1
        if line.keys.isEmpty {
          canvas.put(line.text, x: x, y: area.y + k, style: Style(.accent, bold: true), maxWidth: max(0, width - 2))
        } else {
          canvas.put(line.keys, x: x + 1, y: area.y + k, style: Style(.key, bold: true), maxWidth: 18)
          canvas.put(line.text, x: x + 20, y: area.y + k, style: Style(.text), maxWidth: max(0, width - 22))
        }
      }
    }
    placement.furthestScroll = furthest
  }

  private static var lines: [(keys: String, text: String)] {
    var lines: [(String, String)] = []
    for group in Binding.Group.allCases {
      lines.append(("", group.rawValue))
      for binding in KeyBindings.all where binding.group == group {
        lines.append((binding.keyText, binding.help))
      }
    }
    lines.append(("", "What you see"))
    lines += [
      ("∂L/∂h_t", "the total gradient at t, through every later timestep: direct + recurrent"),
      ("colour", "its magnitude, log10, on a scale that never moves by itself"),
      ("slope of ‖·‖", "the contraction per step: a straight line down to the left vanishes"),
      ("gates", "0 shut … 1 open; f (LSTM) and z (GRU) are the gradient's way back"),
    ]
    return lines
  }
}
