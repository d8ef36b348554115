import Engine
import Recurrence

// The part of the sequence that all time axes show.
extension Session {
  /// No zoom shows fewer timesteps.
  static let fewestTimesteps = 8

  /// The timesteps, from 0, that the time axes show: all, or as many as were zoomed to, the cursor always among them.
  public var window: Range<Int> {
    let length = lastTime + 1
    guard let zoom = view.zoom, zoom.count < length else { return 0..<length }
    // The cursor may have left it, and the sequence may have become shorter.
    let first = min(max(zoom.lowerBound, cursorTime - zoom.count + 1), cursorTime, length - zoom.count)
    return max(0, first)..<(max(0, first) + zoom.count)
  }

  /// Half, or twice, as many timesteps; the cursor stays where it is seen.
  mutating func zoom(by step: Int) {
    let (old, length) = (window, lastTime + 1)
    let count = step > 0 ? max(Session.fewestTimesteps, old.count / 2) : old.count * 2
    if step > 0, count >= old.count { return say(.fewestTimesteps(old.count)) }
    let first = cursorTime - (cursorTime - old.lowerBound) * count / old.count
    show(max(0, min(first, length - count))..<(max(0, min(first, length - count)) + count))
  }

  /// Half a window later or earlier; the cursor goes along.
  mutating func pan(by step: Int) {
    let (old, length) = (window, lastTime + 1)
    guard old.count < length else { return say(.nothingToPan(length: length)) }
    let first = min(max(0, old.lowerBound + step * max(1, old.count / 2)), length - old.count)
    let new = first..<(first + old.count)
    moveCursor(to: min(max(cursorTime, new.lowerBound), new.upperBound - 1))
    show(new)
  }

  /// To the timesteps whose ‖∂L/∂h_t‖ lies above the lower end of the colour scale; from there back to all.
  mutating func fitTime() {
    guard let scene = Fit(self) else { return say(.nothingToFit(decades: view.scale.lowest)) }
    let length = lastTime + 1
    let first = max(0, min(scene.timesteps.lowerBound, length - Session.fewestTimesteps))
    let fit = first..<max(scene.timesteps.upperBound, min(length, first + Session.fewestTimesteps))
    if fit == window || fit.count >= length { return show(0..<length) }
    moveCursor(to: min(max(cursorTime, fit.lowerBound), fit.upperBound - 1))
    show(fit)
  }

  private mutating func show(_ timesteps: Range<Int>) {
    let length = lastTime + 1
    view.zoom = timesteps.count < length ? timesteps : nil
    say(view.zoom == nil ? .allTimesteps(length) : .zoomed(window, length: length))
  }

  /// ‖∂L/∂h_T‖ of the layer on show; nil where nothing can be divided by it.
  public var reference: Double? {
    guard let last = reading?.profile.dh.last, last.isFinite, last > 0 else { return nil }
    return last
  }

  mutating func toggleRelative() {
    view.isRelative.toggle()
    say(.relative(view.isRelative, hasReference: reference != nil))
  }
}

/// The timesteps that lie above the lower end of the scale.
private struct Fit {
  /// From the first of them to the last, from 0.
  let timesteps: Range<Int>

  init?(_ session: Session) {
    guard let profile = session.reading?.profile else { return nil }
    let origin = session.view.isRelative ? session.reference?.decades ?? 0 : 0
    // What is NaN is no less worth a look.
    func isAbove(_ norm: Double) -> Bool { !(norm.decades - origin < session.view.scale.lowest) }
    guard let first = profile.dh.firstIndex(where: isAbove), let last = profile.dh.lastIndex(where: isAbove)
    else { return nil }
    timesteps = first..<(last + 1)
  }
}
