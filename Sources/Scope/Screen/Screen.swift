import Engine
import Recurrence

/// The whole screen from the session: a pure function.
public enum Screen {
  /// The smallest terminal on which everything can be read.
  public static let smallest = (width: 60, height: 16)

  /// The picture of a session, and where a mouse can point.
  public static func draw(_ session: Session, width: Int, height: Int, look: Look) -> (Canvas, Placement) {
    var canvas = Canvas(width: width, height: height, look: look)
    guard width >= smallest.width, height >= smallest.height else {
      let text = "gradflow needs \(smallest.width)×\(smallest.height); this is \(width)×\(height). q quits"
      canvas.put(text, x: 0, y: height / 2, style: Style(.warning), maxWidth: width)
      return (canvas, Placement())
    }
    Header.draw(session, width: width, on: &canvas)
    Footer.draw(session, width: width, y: height - Footer.height, on: &canvas)
    let body = Rect(x: 0, y: Header.height, width: width, height: height - Header.height - Footer.height)
    if session.isHelpShown {
      var placement = Placement()
      placement.furthestHelp = HelpScreen.draw(session, in: body, on: &canvas)
      return (canvas, placement)
    }
    guard let scene = Scene(session) else {
      canvas.put("the first training step is under way …", x: 2, y: body.y + 1, style: Style(.dim), maxWidth: width)
      return (canvas, Placement())
    }
    if let check = session.check {
      CheckPage.draw(check, session.words, in: body, on: &canvas)
      return (canvas, Placement())
    }
    if session.isExplaining {
      ExplanationPage.draw(scene, in: body, on: &canvas)
      return (canvas, Placement())
    }
    var placement = Placement()
    for (slot, area) in Layout.slots(
      session, hidden: scene.trace.shape.hidden, in: body, rowsPerLine: canvas.heatRowsPerLine)
    {
      switch slot {
      case .panel(let id):
        let panel = PanelCatalogue.panel(id)
        let inside = canvas.frame(
          panel.title(scene), detail: panel.detail(scene), in: area, focused: id == session.focus)
        panel.draw(scene, in: inside, on: &canvas)
        if id != .training {
          placement.timePlots.append(
            (
              id,
              Rect(
                x: inside.x + Gutter.width, y: inside.y, width: max(0, inside.width - Gutter.width),
                height: inside.height)
            ))
        }
      case .whatIf:
        let inside = canvas.frame(
          WhatIfPanel.title(scene), detail: WhatIfPanel.detail(scene), in: area, focused: true)
        WhatIfPanel.draw(scene, in: inside, on: &canvas)
      case .step:
        let inside = canvas.frame(StepPanel.title(scene), detail: "", in: area, focused: true)
        StepPanel.draw(scene, in: inside, on: &canvas)
      }
    }
    return (canvas, placement)
  }
}
