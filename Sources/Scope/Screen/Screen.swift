/// The whole screen from the session: a pure function.
public enum Screen {
  /// The smallest terminal on which everything can be read.
  public static let smallest = (width: 60, height: 16)

  /// The picture of a session, and where a mouse can point.
  public static func draw(_ session: Session, width: Int, height: Int, look: Look) -> (Canvas, Placement) {
    var canvas = Canvas(width: width, height: height, look: look)
    var placement = Placement()
    guard width >= smallest.width, height >= smallest.height else {
      let text = session.words.line(.tooSmall(needed: smallest, size: (width, height)))
      canvas.put(text, x: 0, y: height / 2, style: Style(.warning), maxWidth: width)
      return (canvas, placement)
    }
    Header.draw(session, width: width, on: &canvas)
    let body = Rect(x: 0, y: Header.height, width: width, height: height - Header.height - Footer.height)
    for slot in session.mode.rules.slots(session, in: body, rowsPerLine: canvas.heatRowsPerLine) {
      slot.draw(session, on: &canvas, placing: &placement)
    }
    Footer.draw(session, width: width, y: height - Footer.height, on: &canvas, placing: &placement)
    return (canvas, placement)
  }
}
